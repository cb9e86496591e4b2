"""What each rule sees, and the near misses that it lets pass."""

import pytest
from etiquette_checking import find, known, written

from infoview.etiquette.check import RULES, check
from infoview.etiquette.marks import marked
from infoview.i18n import as_language
from infoview.models.message import Channel, MessageKind, Route
from infoview.outreach.facts import Agreed, Asked, Found, Met


@pytest.mark.parametrize(
    "sentence",
    [
        "I am not looking for a job.",
        "I'm not looking for a new job at the moment.",
        "This is not about a job opening.",
        "What do you like about your job?",
        "Your job title made me curious.",
        "How did you find your first job?",
        "I would never ask you for a job.",
        "I am looking for someone who does this job.",
        "I'd be glad of an opportunity to talk.",
        "I am looking for information rather than a position.",
        "I have a job that I like.",
        "Are people hired straight from university?",
        "My daughter is hoping to become a vet.",
    ],
)
def test_the_word_job_alone_is_no_request_for_one(sentence):
    assert find("job", f"Dear Ms. Byron,\n\n{sentence}\n\nBest,\nNora Quist") is None


@pytest.mark.parametrize(
    "sentence",
    [
        "I am not only looking for information but also for a job: I am looking for a job in your town.",
        "Are you hiring?",
        "I'm looking for new opportunities.",
        "Would you keep me in mind for any openings?",
    ],
)
def test_a_request_for_a_job_is_seen_however_it_is_dressed(sentence):
    assert find("job", f"Dear Ms. Byron,\n\n{sentence}\n\nBest,\nNora Quist")


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("15 minutes", None),
        ("a quarter of an hour", None),
        ("20 minutes", None),
        ("half an hour", "half an hour"),
        ("an hour", "an hour"),
        ("45-60 minutes", "45-60 minutes"),
        ("an hour and a half", "an hour and a half"),
        ("15 minutes, I live 40 minutes by train", None),
        ("15 minutes, at an hour of your choosing", None),
        ("15 minutes on Thursday at 14:30", None),
    ],
)
def test_more_time_than_is_usual_is_seen_but_not_a_train_ride(words, minutes):
    finding = find("too-much-time", f"Dear Ms. Byron,\n\nCould we talk for {words}?\n\nBest,\nNora Quist")

    assert (finding.quotes[0] if finding else None) == minutes


def test_the_usual_time_is_the_users_own():
    half = known(asked=Asked(30, 30))

    assert find("too-much-time", "Could you spare 30 minutes?", half) is None
    assert find("too-much-time", "Could you spare 40 minutes?", half)


def test_a_confirmation_keeps_to_what_was_agreed():
    agreed = known(agreed=Agreed(minutes=45))

    assert find("too-much-time", "I have noted 45 minutes.", agreed, kind=MessageKind.CONFIRMATION) is None
    assert find("too-much-time", "I have noted 60 minutes.", agreed, kind=MessageKind.CONFIRMATION)
    assert find("too-much-time", "I have noted 60 minutes.", kind=MessageKind.CONFIRMATION) is None


@pytest.mark.parametrize(
    ("greeting", "is_wrong"),
    [
        ("Dear Ms. Byron", False),
        ("Hi Ada", False),
        ("hi ada", False),
        ("Dear Ada Byron", False),
        ("Dear A. Byron", False),
        ("Hello there", False),
        ("Dear Sir or Madam", False),
        ("Good morning", False),
        ("Dear neighbour", False),
        ("Bonjour Madame", False),
        ("Dear Charles", True),
        ("Dear Mr. Babbage", True),
        ("Bonjour Monsieur Babbage", True),
        ("Chère Sophie", True),
    ],
)
def test_a_greeting_for_somebody_else_is_seen(greeting, is_wrong):
    finding = find("other-name", f"{greeting},\n\nthank you for your kind answer.\n\nBest,\nNora Quist")

    assert (finding is not None) is is_wrong


@pytest.mark.parametrize(
    ("sentence", "is_named"),
    [
        ("Grace told me about you.", True),
        ("Mrs. May sent me.", True),
        ("May I ask you something?", False),
        ("It was a moment of grace.", False),
        ("Grace is what I admire in your dancing.", False),
    ],
)
def test_a_referrer_whose_name_is_a_word_is_only_seen_where_it_is_a_name(sentence, is_named):
    finding = find("referrer", f"Dear Ms. Byron,\n\n{sentence}", known(referrer="Grace May"))

    assert (finding is not None) is is_named


def test_how_somebody_was_found_may_be_said_in_the_users_own_words():
    body = "Dear Ms. Byron,\n\nThe harbour walk on Sunday was a delight."

    assert find("found", body)
    assert find("found", body, known(found=Found(text="the harbour walk on Sunday"))) is None


def test_what_is_too_long_depends_on_kind_and_channel():
    long = "word " * 121

    assert find("length", long)
    assert find("length", long, kind=MessageKind.THANK_YOU) is None
    assert find("length", long, channel=Channel.PHONE) is None
    assert find("length", "🎻" * 100, channel=Channel.LINKEDIN) is None
    assert find("length", "🎻" * 101, channel=Channel.LINKEDIN)
    assert find("length", "🎻" * 101, known(limit=300), channel=Channel.LINKEDIN) is None


def test_questions_may_be_put_to_somebody_one_has_met():
    body = "What do you like about your work? How did you start?"

    assert find("questions", body)
    assert find("questions", body, route=Route.EVENT) is None


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("Dear [name],", "[name]"),
        ("at {company}", "{company}"),
        ("to become a XXX", "XXX"),
        ("on the ____", "____"),
        ("Dear None,", "None"),
        ("TODO find a date", "TODO"),
        ("None of us knew.", None),
        ("I read [1] and [2].", None),
        ("Love, Nora xxx", None),
        ("Super Bowl XL", None),
        ("Kind regards\n__________\nNora", None),
    ],
)
def test_a_gap_is_seen_but_not_what_looks_like_one(text, gap):
    finding = find("placeholder", f"Hello,\n\n{text}\n\nthe end")

    assert (finding.quotes[0] if finding else None) == gap


def test_what_is_switched_off_is_not_said():
    text = written("Are you hiring? My CV is attached.")
    codes = [rule.code for rule in RULES]

    assert {finding.rule for finding in check(text, known())} >= {"job", "resume"}
    assert {finding.rule for finding in check(text, known(), off=["job"])}.isdisjoint({"job"})
    assert check(text, known(), off=codes) == []
    assert len(set(codes)) == len(codes)
    assert all(rule.name and rule.description and " " not in rule.code for rule in RULES)


def test_a_draft_is_read_in_the_language_it_is_in():
    french = "Bonjour Madame,\n\nJe cherche un emploi dans votre service, avez-vous un poste pour moi ?\n\nMerci,\nNora"

    assert find("job", french, language="en")


def test_findings_are_said_in_the_language_of_the_interface_and_mended_in_that_of_the_message():
    body = "Bonjour Madame Byron,\n\nJ'ai lu votre article. Auriez-vous 15 minutes ?\n\nMerci,\nNora Quist"
    with as_language("en"):
        finding = find("information", body, language="fr")

    assert finding.title.startswith("It does not say")
    assert "Je cherche des informations, pas un emploi." in finding.mend.body


def test_a_thank_you_may_say_what_was_noted_in_other_words_of_its_own():
    noted = known(meeting=Met(notes="night shifts in the first year"))

    assert find("specific", "Thank you.", noted, kind=MessageKind.THANK_YOU)
    assert find("specific", "The first year: night shifts!", noted, kind=MessageKind.THANK_YOU) is None


def test_the_marked_copy_is_the_whole_text_whatever_is_marked():
    text = written("Are you hiring? Is your company hiring, too? My CV is attached.")
    pieces = marked(text.body, check(text, known()))

    assert "".join(piece.text for piece in pieces) == text.body
    assert next(piece.text for piece in pieces if piece.is_marked) == "Are you hiring"
    assert marked(text.body, []) == []
