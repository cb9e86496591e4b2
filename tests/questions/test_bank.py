"""Every question of the bank, in both languages, whatever is known of the person who is asked."""

import re
from collections import Counter
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from infoview.models.question import Topic
from infoview.outreach.notation import Names, pieces_of
from infoview.questions import bank
from infoview.questions.merging import FIELDS
from infoview.questions.openness import is_open

ALL = [(language, question) for language in bank.LANGUAGES for question in bank.questions(language)]
FLAGS = ("topic", "is_early", "is_spare", "is_candid", "is_open")
KNOWN = {"career": "UX research", "role": "Head of Research", "organization": "Babbage & Co."}
NEVER_MISSING = Names(FIELDS, frozenset(), frozenset())
anything = st.text(max_size=80) | st.sampled_from(["", "Analyst", "a | b", "[name]", "{career}", "||", "]]", "x" * 200])


def test_there_are_enough_questions_on_every_topic():
    for language in bank.LANGUAGES:
        by_topic = Counter(question.topic for question in bank.questions(language))

        assert by_topic.keys() == set(Topic)
        assert min(by_topic.values()) >= 5
        assert by_topic.total() >= 50


def test_both_languages_have_the_same_questions_with_the_same_flags():
    english, french = (
        {q.code: [getattr(q, flag) for flag in FLAGS] for q in bank.questions(code)} for code in ["en", "fr"]
    )

    assert english == french


def test_every_question_is_whole():
    for _language, question in ALL:
        texts = (question.text, question.why, question.follow_up, question.also)
        for text in (question.text, question.follow_up):
            pieces_of(text, 0, len(text), NEVER_MISSING)  # what can be missing stands in an optional part

        assert all(texts), question
        assert not any("  " in text or text != text.strip() for text in texts), question
        assert question.follow_up.endswith("?"), question
        assert question.why.endswith("."), question
        assert not (question.is_early and question.is_spare), question


def test_whatever_is_missing_every_question_reads_well():
    for (language, question), present in product(ALL, product((True, False), repeat=len(KNOWN))):
        facts = {name: text if there else "" for (name, text), there in zip(KNOWN.items(), present, strict=True)}
        text = bank.merge(question.text, **facts, language=language)

        assert text[0].isupper()
        assert text.endswith("?")
        assert not re.search(r"[\[\]{}|\0]|  | [,.]|,,|\.\.", text), text
        assert is_open(text) == question.is_open, text
        mentioned = {name for name, words in facts.items() if words.rstrip(".") and words.rstrip(".") in text}
        assert mentioned <= {name for name, there in zip(KNOWN, present, strict=True) if there}


@settings(max_examples=25)
@given(career=anything, role=anything, organization=anything)
@example(career="{role}", role="[[career]]", organization="||")
def test_whatever_was_typed_no_sign_of_the_notation_is_left(career, role, organization):
    for language, question in ALL:
        text = bank.merge(question.text, career=career, role=role, organization=organization, language=language)

        assert not set("[]{}\0\n") & set(text)
        assert "||" not in text or any("||" in fact for fact in (career, role, organization))


def test_a_title_that_nobody_would_say_aloud_is_left_out():
    question = bank.find("path-start", "en")

    assert "Analyst." in bank.merge(question.text, role="Analyst", language="en")
    for title in ("Analyst | Speaker | Dreamer", "x" * 61, "..."):
        assert bank.merge(question.text, role=title, language="en").endswith("the work you do now?")


def test_french_words_join_as_the_language_wants_it():
    question = bank.find("day-week", "fr")

    text = bank.merge(question.text, role="Analyste", language="fr")

    assert text.startswith("Dans votre travail d'Analyste, comment")
    assert "\u00a0:" in text


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Do you like it?", False),
        ("Have you ever thought of leaving?", False),
        ("Can you tell me about your day?", True),
        ("What do you do?", True),
        ("Est-ce que cela vous plaît ?", False),
        ("Aimez-vous votre métier ?", False),
        ("Pourriez-vous me raconter votre journée ?", True),
        ("Que faites-vous ?", True),
        ("Qu’est-ce que vous aimez ?", True),
        ("", True),
    ],
)
def test_how_a_question_begins_tells_whether_it_is_open(text, is_one):
    assert is_open(text) is is_one
