"""What one click makes of a message."""

import re

import pytest
from etiquette_checking import find, known, written
from etiquette_drafts import drafts
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview.etiquette.check import Written, check
from infoview.etiquette.english import ENGLISH
from infoview.etiquette.french import FRENCH
from infoview.models.contact import Formality, FoundBy
from infoview.models.message import Channel, MessageKind
from infoview.outreach.facts import Found, Me, Met, Recipient

PARTS = [
    "Dear Ms. Byron,",
    "Dear Charles,",
    "Hi Mr. Babbage",
    "Bonjour Madame,",
    "\n\n",
    "\n",
    " ",
    "I am looking for a job.",
    "Could we talk for an hour?",
    "Mary Somerville told me of you.",
    "My CV is attached.",
    "Best,",
    "Nora Quist",
    "[name]",
    "Thank you.",
    "15 minutes",
    "?",
    "Kind regards",
    "Could you introduce me to her?",
    "Pourriez-vous me recommander ?",
    "Je cherche un emploi.",
    "d'une heure",
    "M. Babbage",
]

# Where a sentence certainly ends: not after "Ms." or "1.".
SHORT = "".join(rf"(?<!\b{re.escape(word)})" for word in ENGLISH.abbreviations | FRENCH.abbreviations)
STOP = re.compile(rf"(?<!\b\w){SHORT}[.!?…]+(?=\s)|\n", re.IGNORECASE)

texts = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from(PARTS) | st.text(max_size=9), max_size=14).map("".join)
)


def words(text):
    return re.findall(r"\w+", text.lower())


def is_in(few, many):
    """Whether all of `few` come in `many`, in their order."""
    rest = iter(many)
    return all(word in rest for word in few)


def unmarked(text, finding, part):
    """The words that a finding means nothing of: its sentences left out."""
    for span in sorted(finding.spans, key=lambda span: -span.start):
        if span.part == part:
            start = max((stop.end() for stop in STOP.finditer(text, 0, span.start)), default=0)
            end = STOP.search(text, span.end)
            text = f"{text[:start]} {text[end.start() if end else len(text) :]}"
    return words(text)


def mended(text, finding):
    return Written(text.kind, text.route, text.channel, text.language, finding.mend.subject, finding.mend.body)


@settings(max_examples=60, deadline=None)
@given(
    body=texts,
    subject=st.text(max_size=30) | st.sampled_from(PARTS),
    kind=st.sampled_from(MessageKind),
    channel=st.sampled_from(Channel),
    language=st.sampled_from(["en", "fr", "de"]),
)
def test_whatever_is_typed_is_checked_and_no_mend_loses_the_users_words(body, subject, kind, channel, language):
    text = written(body, kind, channel, language, subject)
    of = known(referrer="Mary Somerville", others=["Charles Babbage"], found=Found(FoundBy.WEB, "the museum"))

    for finding in check(text, of):
        for span in finding.spans:
            assert 0 <= span.start < span.end <= len(subject if span.part == "subject" else body)
        if finding.mend:
            assert is_in(unmarked(body, finding, "body"), words(finding.mend.body)), finding
            assert is_in(unmarked(subject, finding, "subject"), words(finding.mend.subject)), finding


def test_after_a_mend_the_finding_is_gone_and_there_is_no_new_one():
    for draft in drafts():
        before = check(draft.written, draft.known)
        for finding in before:
            if finding.mend:
                after = {each.rule for each in check(mended(draft.written, finding), draft.known)}
                assert finding.rule not in after, (draft.place, finding.rule, finding.mend.body)
                new = after - {each.rule for each in before} - {"length", "specific"}
                assert not new, (draft.place, finding.rule, new, finding.mend.body)


FULL = "Dear Ms. Byron,\n\n{}My name is Nora Quist.{}\n\nKind regards,\nNora Quist"


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (Found(FoundBy.ARTICLE, "your article on peat"), "I came across your name through your article on peat."),
        (Found(FoundBy.WEB), "I came across your name online."),
        (Found(FoundBy.SCHOOL, "Hill College"), "We both studied at Hill College."),
        (Found(FoundBy.EVENT, "the fair"), "It was good to meet you at the fair."),
        (Found(FoundBy.OTHER, "I heard you sing in May"), "I heard you sing in May."),
    ],
)
def test_how_they_were_found_is_added_after_the_greeting(found, sentence):
    finding = find("found", FULL.format("", ""), known(found=found))

    assert finding.mend.body == FULL.format(f"{sentence} ", "")


def test_how_they_were_found_cannot_be_added_while_nobody_knows_it():
    assert find("found", FULL.format("", "")).mend is None


@pytest.mark.parametrize(("formality", "you"), [(Formality.FORMAL, "Auriez-vous"), (Formality.FAMILIAR, "Aurais-tu")])
def test_a_time_is_named_in_the_way_the_reader_is_spoken_to(formality, you):
    body = "Bonjour,\n\nJ'aime les ponts.\n\nMerci,\nNora Quist"
    finding = find("time", body, known("fr", formality), language="fr")

    assert f"{you} 15 minutes à m'accorder" in finding.mend.body
    assert finding.mend.body.endswith("\n\nMerci,\nNora Quist")


def test_where_a_talk_is_asked_for_the_minutes_follow_it():
    finding = find("time", FULL.format("", " Could we talk? I am free all week."))

    assert finding.mend.body == FULL.format("", " Could we talk? 15 minutes would be plenty. I am free all week.")
    assert finding.mend.label == "Name 15 minutes"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Could I have an hour?", "Could I have 15 minutes?"),
        ("Half an hour would help.", "15 minutes would help."),
        ("a 45-minute call?", "a 15-minute call?"),
        ("30 to 40 minutes?", "15 minutes?"),
    ],
)
def test_too_much_time_becomes_the_usual_time(before, after):
    assert find("too-much-time", f"Hello,\n\n{before}").mend.body == f"Hello,\n\n{after}"


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "Mary Somerville suggested you.", "A mutual acquaintance suggested you."),
        ("en", "My friend Mary told me of you.", "My friend told me of you."),
        ("en", "I followed Mrs. Somerville's advice.", "I followed a mutual acquaintance's advice."),
        ("fr", "Sur le conseil de Mary Somerville.", "Sur le conseil d'une connaissance commune."),
        ("fr", "Mon amie Mary m'a parlé de vous.", "Mon amie m'a parlé de vous."),
    ],
)
def test_a_name_is_left_out_without_a_hole(language, before, after):
    of = known(language, referrer="Mary Somerville")

    assert find("referrer", f"Hello,\n\n{before}", of, language=language).mend.body == f"Hello,\n\n{after}"


@pytest.mark.parametrize(
    ("end", "mended_end"),
    [
        ("", "\n\nKind regards,\nNora Quist"),
        ("\n\nBest,", "\n\nBest,\nNora Quist"),
    ],
)
def test_what_is_missing_at_the_end_is_added(end, mended_end):
    assert (
        find("sign-off", f"Dear Ada,\n\nI like bridges.{end}").mend.body == f"Dear Ada,\n\nI like bridges.{mended_end}"
    )


def test_the_users_own_ending_is_the_one_that_is_added():
    of = known(me=Me(name="Nora Quist", ending=("In haste", "Nora Quist", "+47 555 01 00")))

    assert (
        find("sign-off", "I like bridges.", of).mend.body == "I like bridges.\n\nIn haste,\nNora Quist\n+47 555 01 00"
    )


@pytest.mark.parametrize(
    ("language", "greeting", "right", "address_as"),
    [
        ("en", "Dear Mr. Babbage,", "Dear Ms. Byron,", "Ms. Byron"),
        ("en", "Hi Charles!", "Hi Ada!", None),
        ("en", "Dear Charles Babbage,", "Dear Ada Byron,", None),
        ("fr", "Bonjour Monsieur Babbage,", "Bonjour Madame Byron,", "Madame Byron"),
    ],
)
def test_the_right_name_is_put_in_the_greeting(language, greeting, right, address_as):
    of = known(language, others=["Charles Babbage"], contact=Recipient(name="Ada Byron", address_as=address_as))

    finding = find("other-name", f"{greeting}\n\nmerci.", of, language=language)
    assert finding.mend.body == f"{right}\n\nmerci."


def test_a_sentence_that_holds_more_than_the_job_is_not_taken_out_by_a_click():
    assert find("job", FULL.format("", " I would like to learn from you and I am looking for a job.")).mend is None
    assert find("job", "I am looking for a job.").mend is None


def test_a_thank_you_gets_what_was_noted():
    body = "Dear Ms. Byron,\n\nThank you for your time.\n\nKind regards,\nNora Quist"
    finding = find(
        "specific", body, known(meeting=Met(notes="most of the day is listening")), kind=MessageKind.THANK_YOU
    )

    assert "Thank you for your time. One thing has stayed with me: most of the day is listening.\n" in finding.mend.body


def test_gaps_that_the_facts_can_fill_are_filled():
    body = "Dear [name],\n\nI like bridges.\n\nBest,\n[Your name]"

    assert find("placeholder", body).mend.body == "Dear Ms. Byron,\n\nI like bridges.\n\nBest,\nNora Quist"
    assert find("placeholder", f"{body} TODO").mend is None
