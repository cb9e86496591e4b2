"""The bank of questions: files that a counsellor can read and improve (`bank/README.md`)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from infoview.models.question import Topic
from infoview.questions.merging import merge

__all__ = ["LANGUAGES", "Question", "find", "merge", "questions"]

FOLDER = Path(__file__).with_name("bank")
LANGUAGES = ("en", "fr")


@dataclass(frozen=True, slots=True)
class Question:
    """A question, in the field language of `merging`, with why it is asked and what to ask if little comes.

    `code` names it for ever: answers to it are known by it. Early ones are good to begin with, spare ones for when
    there is time, candid ones need some trust; one that is not open can be answered with yes or no. `also` are
    words by which it is found, too.
    """

    code: str
    topic: Topic
    text: str
    why: str
    follow_up: str
    is_early: bool = False
    is_spare: bool = False
    is_candid: bool = False
    is_open: bool = True
    also: str = ""


@cache
def questions(language: str) -> tuple[Question, ...]:
    """Return our questions in a language, by topic, in the order of their file."""
    language = language if language in LANGUAGES else LANGUAGES[0]
    with (FOLDER / f"{language}.toml").open("rb") as file:
        entries = tomllib.load(file)
    found = [_question(code, entry, language) for code, entry in entries.items()]
    return tuple(sorted(found, key=lambda question: list(Topic).index(question.topic)))


def find(code: str, language: str) -> Question | None:
    """Return the question of that code, or None."""
    return _by_code(language).get(code)


@cache
def _by_code(language: str) -> dict[str, Question]:
    return {question.code: question for question in questions(language)}


def _question(code: str, entry: dict[str, object], language: str) -> Question:
    flags = entry.get("flags", [])
    assert isinstance(flags, list)
    return Question(
        code=code,
        topic=Topic(code.partition("-")[0]),
        text=str(entry["text"]),
        why=merge(str(entry["why"]), language=language),
        follow_up=str(entry["follow_up"]),
        is_early="early" in flags,
        is_spare="spare" in flags,
        is_candid="candid" in flags,
        is_open="closed" not in flags,
        also=str(entry["also"]),
    )
