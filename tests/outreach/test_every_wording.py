"""Each wording of ours, written again and again with facts missing and with odd ones: it always reads well."""

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from infoview.models.contact import Formality, FoundBy
from infoview.models.meeting import MeetingMode
from infoview.models.message import Channel, MessageKind, Route
from infoview.outreach import phrases
from infoview.outreach.facts import About, Agreed, Asked, Facts, Found, Me, Met, Recipient, Since, Thanks
from infoview.outreach.picking import channels_for
from infoview.outreach.routes import KINDS
from infoview.outreach.sample import sample_facts
from infoview.outreach.wording import Wording, originals, read, source_of, text_of, utf16_units
from infoview.text import count_words

VOICES = [("en", Formality.FORMAL), ("fr", Formality.FORMAL), ("fr", Formality.FAMILIAR)]
in_every_voice = pytest.mark.parametrize(("language", "formality"), VOICES, ids=["en", "fr", "fr-tu"])

NO_JOB = {"en": r"not (?:for )?a job", "fr": r"pas (?:un|d['’]|d['’]un|pour un) ?(?:emploi|poste|embauche)"}
ASKING = {"en": r"\?|\b(?:could|would) you\b|\bif you know\b", "fr": r"\?|\b(?:pourr|au)riez\b|\b(?:pourr|au)rais-tu\b"}

ODD = (
    "~ ~\n~\u00a0~\u200b~—~.~,~None~none~{}~[[~]]~||~{contact.name}~[[Ada||Mary]]~{if me.name}~%(name)s~{{ x }}~<b>"
    "~Ada  Byron~ Ada ~Ada,~I am~Byron\r\nBcc: a@example.org~Ada\x00~Ada\u2028Byron~J'~le ~les {x}~Y~h~👩‍🔬~d'Ada~Co."
    "~====~a\n====\nb"
)

# Each example writes every wording; making a failing one smaller would take minutes and tell little more.
some_of_many = settings(max_examples=12, deadline=None, phases=(Phase.explicit, Phase.generate))

words = st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=12)
plain = st.lists(words, min_size=1, max_size=4).map(" ".join)
odd = st.one_of(
    st.sampled_from(ODD.split("~")),
    st.text(max_size=30),
    st.text("{}[]|=%. ,:;'\"\\\n\taIJe", max_size=20),
)


TIMES = st.sampled_from(
    [(), ("Friday 1 May at 9:00",), ("Friday 1 May at 9:00", "Monday 4 May at 14:00 (London time)")]
)


def facts_of(text):
    maybe = st.none() | text
    several = st.lists(text, max_size=3).map(tuple)
    modes = st.none() | st.sampled_from(MeetingMode)
    return st.builds(
        Facts,
        contact=st.builds(Recipient, name=maybe, address_as=maybe, organization=maybe, referrer=maybe),
        me=st.builds(Me, name=maybe, about=maybe, explores=maybe, phone=maybe, ending=several, tells=maybe),
        found=st.builds(Found, by=st.none() | st.sampled_from(FoundBy), text=maybe),
        asked=st.builds(
            Asked,
            minutes=st.integers(5, 90),
            minutes_in_person=st.integers(5, 90),
            when=maybe,
            times=TIMES,
            usually=maybe,
        ),
        agreed=st.builds(
            Agreed,
            day=st.sampled_from([None, "Thursday 14 May"]),  # not typed by anybody
            time=st.sampled_from([None, "14:00"]),
            minutes=st.sampled_from([None, 20]),
            place=maybe,
            mode=modes,
        ),
        meeting=st.builds(Met, when=maybe, notes=maybe, advice=several, people=several, people_met=several),
        thanks=st.sampled_from([Thanks(), Thanks(late=True), Thanks(very_late=True)]),
        since=st.builds(Since, advice=several, people=several),
        about=st.builds(About, name=maybe, organization=maybe, when=maybe, notes=maybe),
        career=maybe,
    )


@cache
def wordings(language, formality):
    """Every version of every wording, each as a wording of its own."""
    return [
        (original, Wording(whole.subject, (version,)))
        for original in originals(language, formality)
        for whole in [read(source_of(original.name, language, formality))]
        for version in whole.versions
    ]


def of_kinds(language, formality, *kinds):
    return [
        (original, wording)
        for original, wording in wordings(language, formality)
        if original.kind in kinds and original.channel is not Channel.PHONE
    ]


def typed(facts):
    """A pattern for every text of the user's, as a message may show it; the longest first."""
    lines = {facts.career, facts.asked.when, facts.asked.usually}
    for part in (facts.contact, facts.me, facts.found, facts.agreed, facts.meeting, facts.since, facts.about):
        for value in vars(part).values():
            lines.update(value if isinstance(value, tuple) else [value] if isinstance(value, str) else [])
    lines = {line for line in lines if line}
    lines |= {phrases.inside_sentence(line, facts.language) for line in lines}
    lines |= {line.partition(" ")[2] for line in lines if line.lower().startswith(("le ", "les "))}
    lines |= {line.rstrip(".") for line in facts.me.ending}  # the words before a signature end with our comma
    lines |= {line[0].upper() + line[1:] for line in lines if line}
    return re.compile("|".join(map(re.escape, sorted(filter(None, lines), key=len, reverse=True))) or "(?!)")


def assert_reads_well(text):
    assert not re.search(r"[\[\]{}|%<>\\\x00_=]", text)
    assert "None" not in text
    assert "missing" not in text
    assert not re.search("[ \u00a0]{2}", text)
    assert not re.search(r"[ \u00a0][,.]", text)
    assert not re.search(r"[,.;:][,.;:]", text.replace("…", ""))
    assert not re.search(r"^[ ,.;:]|[ ]$", text, re.MULTILINE)
    assert not re.search(r"(?:Dear|Bonjour|Hello)\s+,|^,", text, re.MULTILINE)
    assert not re.search("[“(«] | [”)»]", text)
    assert "\n\n\n" not in text
    assert text == text.strip()


def assert_all_read_well(facts, formality):
    users = typed(facts)
    for original, wording in wordings(facts.language, formality):
        text = text_of(wording, facts)
        try:
            assert_reads_well(users.sub("Xyz", text.subject))
            assert_reads_well(users.sub("Xyz", text.body))
            assert text.body
            assert text.subject or original.channel is Channel.LINKEDIN
            assert "\n" not in text.subject
            assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in text.body.replace("\n", ""))
        except AssertionError as found:
            raise AssertionError(f"{original.name}: {text}") from found


@in_every_voice
@some_of_many
@given(facts=facts_of(plain))
@example(facts=Facts())
def test_every_message_reads_well_whatever_is_missing(language, formality, facts):
    assert_all_read_well(replace(facts, language=language), formality)


@in_every_voice
@some_of_many
@given(facts=facts_of(odd))
@example(facts=Facts(contact=Recipient(name="None", address_as="None")))
@example(facts=Facts(me=Me(ending=("0{..",))))
def test_nothing_odd_comes_out_that_the_user_did_not_type(language, formality, facts):
    assert_all_read_well(replace(facts, language=language), formality)


@in_every_voice
def test_every_original_can_be_written_with_every_fact_and_with_none(language, formality):
    for original, wording in wordings(language, formality):
        full, empty = text_of(wording, sample_facts(language, original.route)), text_of(wording, Facts(language))

        assert_reads_well(full.body)
        assert_reads_well(empty.body)


@in_every_voice
def test_there_are_two_alternatives_of_each_message_on_each_channel(language, formality):
    found = Counter((each.kind, each.route, each.channel) for each in originals(language, formality))
    wanted = {
        (kind, route, channel)
        for kind in KINDS
        for route in (Route if kind is MessageKind.REQUEST else [None])
        for channel in channels_for(kind)
        if channel is not Channel.LETTER
    }

    assert set(found) == wanted
    assert min(found.values()) >= 2


@in_every_voice
def test_another_wording_on_paper_begins_with_other_words(language, formality):
    for original in originals(language, formality):
        if original.name.endswith("-1") and original.channel is not Channel.PHONE:
            bodies = [
                text_of(read(source_of(name, language, formality)), sample_facts(language, original.route)).body
                for name in (original.name, original.name[:-1] + "2")
            ]
            first, second = (re.split(r"(?<=[.?!:]) ", body.split("\n", 1)[1].strip())[0] for body in bodies)

            assert first != second, original.name


@in_every_voice
def test_a_request_says_what_it_is_and_names_the_time(language, formality):
    asking = (MessageKind.REQUEST, MessageKind.NUDGE, MessageKind.INTRODUCTION)
    for original, wording in wordings(language, formality):
        if original.kind in asking:
            body = text_of(wording, Facts(language)).body

            assert re.search(NO_JOB[language], body), (original.name, body)
            assert original.kind is MessageKind.INTRODUCTION or "15 minutes" in body, (original.name, body)


@in_every_voice
def test_a_request_by_mail_is_short_with_every_fact_in_it(language, formality):
    for original, wording in of_kinds(language, formality, MessageKind.REQUEST):
        assert count_words(text_of(wording, sample_facts(language, original.route)).body) < 120, original.name


@in_every_voice
@pytest.mark.parametrize("limit", [200, 300])
def test_a_note_on_linkedin_fits_its_limit_with_the_usual_facts(language, formality, limit):
    for original in originals(language, formality):
        if original.channel is Channel.LINKEDIN:
            whole = read(source_of(original.name, language, formality))
            body = text_of(whole, sample_facts(language, original.route), limit=limit).body

            assert utf16_units(body) <= limit, (original.name, body)


@in_every_voice
def test_thanks_and_news_ask_for_nothing(language, formality):
    kinds = (MessageKind.THANK_YOU, MessageKind.UPDATE, MessageKind.REFERRER_THANKS)
    for original, wording in of_kinds(language, formality, *kinds):
        for late in (Thanks(), Thanks(late=True), Thanks(very_late=True)):
            body = text_of(wording, replace(sample_facts(language), thanks=late)).body

            assert not re.search(ASKING[language], body, re.IGNORECASE), (original.name, body)


@in_every_voice
def test_a_thank_you_reads_otherwise_when_it_is_late(language, formality):
    for original, wording in of_kinds(language, formality, MessageKind.THANK_YOU):
        facts = sample_facts(language)
        times = [Thanks(), Thanks(late=True), Thanks(very_late=True)]

        assert len({text_of(wording, replace(facts, thanks=late)).body for late in times}) == 3, original.name


@in_every_voice
def test_an_update_tells_what_has_happened_since(language, formality):
    for original, _wording in of_kinds(language, formality, MessageKind.UPDATE):
        facts = sample_facts(language)
        text = text_of(read(source_of(original.name, language, formality)), facts).body

        assert facts.since.people[0] in text
        assert facts.find("since.advice")[0] in text
        assert (facts.me.news or facts.me.news_sentence) in text
