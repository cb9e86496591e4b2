"""Each wording of ours, written again and again with facts missing and with odd ones: it always reads well."""

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from infoview.models.contact import FoundBy
from infoview.models.message import MessageKind, Route
from infoview.outreach import phrases, wording
from infoview.outreach.facts import Asked, Facts, Found, Me, Met, Recipient
from infoview.outreach.routes import KINDS, wording_name

NAMES = [wording_name(kind, route) for kind in KINDS for route in (Route if kind is MessageKind.REQUEST else [None])]

ODD = (
    "~ ~\n~\u00a0~\u200b~—~.~,~None~none~{}~[[~]]~||~{contact.name}~[[Ada||Mary]]~{if me.name}~%(name)s~{{ x }}~<b>"
    "~Ada  Byron~ Ada ~Ada,~I am~Byron\r\nBcc: a@example.org~Ada\x00~Ada\u2028Byron~J'~le ~les {x}~Y~h~👩‍🔬~d'Ada~Co."
)

words = st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=12)
plain = st.lists(words, min_size=1, max_size=4).map(" ".join)
odd = st.one_of(
    st.sampled_from(ODD.split("~")),
    st.text(max_size=30),
    st.text("{}[]|%. ,:;'\"\\\n\taIJe", max_size=20),
)


def facts_of(text):
    maybe = st.none() | text
    several = st.lists(text, max_size=4).map(tuple)
    return st.builds(
        Facts,
        language=st.sampled_from(wording.LANGUAGES),
        contact=st.builds(Recipient, name=maybe, address_as=maybe, organization=maybe, referrer=maybe),
        me=st.builds(Me, name=maybe, about=maybe, explores=maybe, phone=maybe, ending=several),
        found=st.builds(Found, by=st.none() | st.sampled_from(FoundBy), text=maybe),
        asked=st.builds(Asked, minutes=st.integers(5, 90), minutes_in_person=st.integers(5, 90), when=maybe),
        meeting=st.builds(Met, when=maybe, notes=maybe, advice=several, people=several, people_met=several),
        career=maybe,
    )


def typed(facts):
    """Every text of the user's, as a message may show it; the longest first."""
    lines = {facts.career, facts.asked.when}
    for part in (facts.contact, facts.me, facts.found, facts.meeting):
        for value in vars(part).values():
            lines.update(value if isinstance(value, tuple) else [value] if isinstance(value, str) else [])
    lines = {line for line in lines if line}
    lines |= {phrases.inside_sentence(line, facts.language) for line in lines}
    lines |= {line.partition(" ")[2] for line in lines if line.lower().startswith(("le ", "les "))}
    lines |= {line.rstrip(".") for line in facts.me.ending}  # the words before a signature end with our comma
    lines |= {line[0].upper() + line[1:] for line in lines if line}
    return sorted(filter(None, lines), key=len, reverse=True)


def ours(text, facts):
    """The text with everything the user typed replaced by one plain word."""
    pattern = "|".join(map(re.escape, typed(facts)))
    return re.sub(pattern, "Xyz", text) if pattern else text


def assert_reads_well(text):
    assert not re.search(r"[\[\]{}|%<>\\\x00_]", text), text
    assert "None" not in text
    assert "missing" not in text
    assert not re.search("[ \u00a0]{2}", text), text
    assert not re.search(r"[ \u00a0][,.]", text), text
    assert not re.search(r"[,.;:][,.;:]", text.replace("…", "")), text
    assert not re.search(r"^[ ,.;:]|[ ]$", text, re.MULTILINE), text
    assert not re.search(r"(?:Dear|Bonjour|Hello)\s+,|^,", text, re.MULTILINE), text
    assert "\n\n\n" not in text
    assert text == text.strip() != ""


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40, deadline=None)
@given(facts=facts_of(plain))
@example(facts=Facts())
@example(facts=Facts(language="fr"))
def test_a_message_reads_well_whatever_is_missing(name, facts):
    text = wording.write(name, facts)

    assert_reads_well(ours(text.subject, facts))
    assert_reads_well(ours(text.body, facts))
    assert "\n" not in text.subject


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40, deadline=None)
@given(facts=facts_of(odd))
@example(facts=Facts(contact=Recipient(name="None", address_as="None")))
@example(facts=Facts(me=Me(ending=("0{..",))))
def test_nothing_odd_comes_out_that_the_user_did_not_type(name, facts):
    text = wording.write(name, facts)

    for part in (text.subject, text.body):
        assert_reads_well(ours(part, facts))
    assert "\n" not in text.subject
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in text.body.replace("\n", ""))


@pytest.mark.parametrize("language", wording.LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_message_is_short_with_every_fact_in_it(name, language):
    facts = Facts(
        language=language,
        contact=Recipient(name="Ada Byron", address_as="Ms. Byron", referrer="Mary Somerville"),
        me=Me(name="Nora Quist", about="a biology teacher of six years", phone="+1 555 0100"),
        found=Found(FoundBy.EVENT, "the spring design fair"),
        meeting=Met(
            "on Monday",
            "most of the day is listening",
            ("Read the report", "Visit a ward"),
            ("Ivy Ashworth",),
        ),
        career="UX research in health care",
    )

    assert len(wording.write(name, facts).body.split()) < 115


@pytest.mark.parametrize(("language", "no_job"), [("en", "not for a job"), ("fr", "pas un emploi")])
@pytest.mark.parametrize("route", Route)
def test_a_request_says_what_it_is_and_names_the_time(route, language, no_job):
    body = wording.write(wording_name(MessageKind.REQUEST, route), Facts(language=language)).body

    assert no_job in body
    assert "15 minutes" in body
    assert " 20 " in body
