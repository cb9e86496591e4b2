from datetime import date
from types import SimpleNamespace

from infoview.careers.answers import SHOWN_AT_ONCE, Asked, grouped
from infoview.careers.gaps import unanswered, untouched
from infoview.models.question import Topic


def talk(number=1, *, was_held=True):
    return SimpleNamespace(id=number, day=date(2026, 6, number), was_held=was_held)


def asked(text="What do you like?", number=1, **more):
    facts = {"answer": f"Answer {number}", "topic": Topic.LIKES, **more}
    return Asked(talk(number, was_held=facts.pop("was_held", True)), text, **facts)


def said(questions):
    return [(question.text, [answer.text for answer in question.answers.all]) for question in questions]


def test_a_question_of_the_bank_is_the_same_however_it_was_worded():
    found = grouped(
        [asked("What do you like at Babbage?", 1, code="likes"), asked("What do you like?", 2, code="likes")]
    )

    assert said(found) == [("What do you like?", ["Answer 2", "Answer 1"])]


def test_the_wording_for_anybody_is_shown_if_there_is_one():
    found = grouped([asked("What do you like at Babbage?", code="likes")], {"likes": "What do you like most?"})

    assert found[0].text == "What do you like most?"


def test_an_own_question_is_known_by_itself_and_any_other_by_its_text_without_case_or_accents():
    own = [asked("Would you do it again?", 1, own_question_id=4), asked("Again?", 2, own_question_id=4)]
    typed = [asked("Et l’été?", 3, topic=None), asked("et l’ETE?", 4, topic=None)]

    assert [len(question.answers.all) for question in grouped([*own, *typed])] == [2, 2]


def test_what_was_starred_comes_first_then_the_latest_and_the_rest_is_folded():
    found = grouped([asked(number=n, is_starred=n == 2) for n in range(1, 6)])

    answers = found[0].answers
    assert [answer.text for answer in answers.first] == ["Answer 2", "Answer 5", "Answer 4"]
    assert len(answers.first) == SHOWN_AT_ONCE
    assert answers.more == "2 more"


def test_questions_stand_by_topic_those_with_most_answers_first():
    found = grouped(
        [
            asked("No topic", 1, topic=None),
            asked("Liked once", 1),
            asked("Liked twice", 1),
            asked("Liked twice", 2),
            asked("Path", 1, topic=Topic.PATH),
        ]
    )

    assert [question.text for question in found] == ["Path", "Liked twice", "Liked once", "No topic"]


def test_a_topic_counts_as_touched_once_it_was_asked_about_in_a_conversation_that_took_place():
    planned = [asked(answer="", was_held=False), asked(answer="", topic=Topic.DAY)]

    open_topics = [gap.topic for gap in untouched(planned)]

    assert "likes" in open_topics and "day" not in open_topics


def test_what_was_asked_without_an_answer_is_open_until_anybody_answers():
    nobody = [
        asked("Pay?", 1, answer=" "),
        asked("Hours?", 1, answer=""),
        asked("Later?", 2, answer="", was_held=False),
    ]

    assert unanswered(nobody) == ["Pay?", "Hours?"]
    assert unanswered([*nobody, asked("PAY?", 3)]) == ["Hours?"]
