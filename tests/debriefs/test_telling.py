"""What of a conversation a thank-you speaks of: the starred answers first, in whose words they are."""

import pytest
from factories import NOON, make_contact

from infoview.db import db, transaction
from infoview.models import Account, Contact, Meeting, MeetingQuestion, Stage
from infoview.models.meeting import MeetingStatus
from infoview.models.message import MessageKind
from infoview.outreach.gathering import gather


@pytest.fixture
def talk(owner):
    ada = make_contact("Ada Byron", stage=Stage.MET)
    with transaction():
        meeting = Meeting(contact_id=ada.id, day=NOON.date(), zone="UTC", status=MeetingStatus.HELD, created_at=NOON)
        meeting.learned = "Nobody works alone\nand more"
        db.session.add(meeting)
    return meeting


def answered(meeting, *answers):
    with transaction():
        for place, (answer, marks) in enumerate(answers):
            question = MeetingQuestion(meeting_id=meeting.id, text="Why?", answer=answer, position=place, **marks)
            question.created_at = NOON
            db.session.add(question)


def told(meeting, language="en"):
    contact, account = db.get_row(Contact, meeting.contact_id), db.session.query(Account).first()
    met = gather(contact, account, kind=MessageKind.THANK_YOU, language=language, today=NOON.date(), now=NOON).meeting
    return met.learned or met.learned_sentence, met.also


STAR, QUOTE = {"is_starred": True}, {"is_quote": True}


def test_the_starred_answers_are_told_and_neither_a_quote_nor_what_was_learned(talk):
    answered(talk, ("Plain", {}), ("Waiting is half of it.", QUOTE), ("Half of it is listening", STAR))

    assert told(talk) == ("Half of it is listening", None)


def test_two_starred_answers_are_told_in_their_order_a_quote_in_their_words(talk):
    answered(talk, ("Half of it is listening", STAR), ("Waiting is half of it.", STAR | QUOTE), ("", STAR))

    assert told(talk) == ("Half of it is listening", "“Waiting is half of it”")


def test_a_star_on_no_answer_keeps_nothing_out(talk):
    answered(talk, ("", STAR))

    assert told(talk) == ("Nobody works alone", None)


def test_the_first_person_of_an_answer_is_whoever_gave_it(talk):
    answered(talk, ("I never planned it", STAR))

    assert told(talk)[0] == "“I never planned it”"


def test_words_are_quoted_as_the_language_of_the_message_does(talk):
    answered(talk, ("C'est un métier d'écoute.", STAR | QUOTE))

    assert told(talk, "fr")[0] == "« C'est un métier d'écoute »"


def test_without_a_star_what_was_learned_is_all_there_is(talk):
    answered(talk, ("Half of it is listening", {}), ("Waiting is half of it.", QUOTE))

    assert told(talk) == ("Nobody works alone", None)
