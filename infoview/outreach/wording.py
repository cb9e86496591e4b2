"""The wordings of messages, and the small language in which they name facts.

`wording/README.md` explains it to the people who write them. A fact's text is put in and never read again, so
whatever a user types stays text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from infoview.outreach.facts import NAMES, Facts
from infoview.outreach.phrases import joined, listed
from infoview.text import clean_line

FOLDER = Path(__file__).with_name("wording")
LANGUAGES = ("en", "fr")

_TOKEN = re.compile(r"\[\[|\]\]|\|\||\{[^{}\n]*\}")
_FIELD = re.compile(r"\{(?:(if|de|à|que) )?([a-z_.]+)\}")
_STRAY = re.compile(r"[\[\]{}|]")

# Stands where an optional part was left out: a line of which nothing else remains goes with it.
_LEFT_OUT = "\0"


class BadWording(ValueError):
    """A wording that cannot be used; the text says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Field:
    """A fact's place: `word` is the small word before it, or "if"."""

    word: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Part:
    """An optional part: the first of its alternatives whose facts are all there, or nothing."""

    alternatives: tuple[tuple["Piece", ...], ...]


Piece = str | Field | Part


@dataclass(frozen=True, slots=True)
class Wording:
    """The wording of one kind of message: what stands above the first empty line is its subject."""

    subject: tuple[Piece, ...]
    body: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A finished message."""

    subject: str
    body: str


def write(name: str, facts: Facts) -> Text:
    """Return the message that the wording `name` ("request-cold") makes of `facts`, in their language."""
    return text_of(find(name, facts.language), facts)


def text_of(wording: Wording, facts: Facts) -> Text:
    """Return the message that `wording` makes of `facts`."""
    return Text(clean_line(_tidy(_written(wording.subject, facts))), _tidy(_written(wording.body, facts)))


def fingerprint(text: str) -> str:
    """Return a short sign of `text`: by it, a text that comes back is known to be as it was given out."""
    return sha256(text.encode()).hexdigest()[:16]


@cache
def find(name: str, language: str) -> Wording:
    """Return a wording of ours."""
    return read((FOLDER / language / f"{name}.txt").read_text("utf-8"))


def read(source: str) -> Wording:
    """Return the wording a file describes; raise BadWording if it does not follow the rules."""
    subject, empty_line, body = source.strip().partition("\n\n")
    if not empty_line:
        raise BadWording("A wording is a subject, an empty line, and a body.")
    return Wording(_parsed(subject), _parsed(body))


def _parsed(source: str) -> tuple[Piece, ...]:
    """Return the pieces of `source`: a stack holds the alternatives of each part that is open."""
    stack: list[list[list[Piece]]] = [[[]]]
    at = 0
    for token in _TOKEN.finditer(source):
        _add_words(stack[-1][-1], source[at : token.start()])
        at = token.end()
        match token[0]:
            case "[[":
                stack.append([[]])
            case "||" if len(stack) > 1:
                stack[-1].append([])
            case "]]" if len(stack) > 1:
                alternatives = stack.pop()
                stack[-1][-1].append(Part(tuple(map(tuple, alternatives))))
            case "||" | "]]":
                raise BadWording(f"“{token[0]}” stands outside an optional part.")
            case field:
                stack[-1][-1].append(_field(field))
    _add_words(stack[-1][-1], source[at:])
    if len(stack) > 1:
        raise BadWording("An optional part is not closed with “]]”.")
    return tuple(stack[0][0])


def _add_words(pieces: list[Piece], words: str) -> None:
    if stray := _STRAY.search(words):
        raise BadWording(f"“{stray[0]}” in “{words.strip()}” belongs to no field and no optional part.")
    if words:
        pieces.append(words)


def _field(source: str) -> Field:
    found = _FIELD.fullmatch(source)
    if not found or found[2] not in NAMES:
        raise BadWording(f"“{source}” is no fact that a wording can use.")
    return Field(found[1], found[2])


def _written(pieces: Sequence[Piece], facts: Facts) -> str:
    """Return the text of `pieces`, which must not lack a fact outside an optional part."""
    text = _joined(pieces, facts)
    if text is None:
        raise BadWording("A fact that can be missing stands outside an optional part.")
    return text


def _joined(pieces: Sequence[Piece], facts: Facts) -> str | None:
    """Return the text of `pieces`, or None if a fact is missing in it."""
    text = ""
    for piece in pieces:
        match piece:
            case str():
                added: str | None = _typeset(piece, facts.language)
            case Field():
                added = _fact(piece, facts)
            case Part():
                written = (_joined(pieces, facts) for pieces in piece.alternatives)
                added = next((words for words in written if words is not None), _LEFT_OUT)
        if added is None:
            return None
        text += _without_second_stop(text, added)
    return text


def _fact(field: Field, facts: Facts) -> str | None:
    words = facts.find(field.name)
    if words is None or field.word == "if":
        return None if words is None else ""
    assert words, f"{field.name} is a condition: it has no words"
    if field.word is not None:
        words = tuple(joined(field.word, each) for each in words)
    return listed(words, facts.language)


def _typeset(words: str, language: str) -> str:
    """Return a wording's own words with the unbreakable spaces French puts before ? : ; and inside « »."""
    if language != "fr":
        return words
    return re.sub(r" (?=[?!:;»])|(?<=«) ", "\u00a0", words)


def _without_second_stop(text: str, added: str) -> str:
    """Return `added` without its full stop if the fact before it brought one ("Babbage & Co.")."""
    ends_itself = text.rstrip(_LEFT_OUT).endswith((".", "!", "?", "…"))
    return added[1:] if ends_itself and added.startswith(".") else added


def _tidy(text: str) -> str:
    """Return the text without the gaps that parts left out leave behind."""
    lines = (line for line in text.split("\n") if _LEFT_OUT not in line or line.strip(_LEFT_OUT + " "))
    single = (re.sub(" +", " ", line.replace(_LEFT_OUT, "")).strip(" ") for line in lines)
    return re.sub("\n{3,}", "\n\n", "\n".join(single)).strip("\n")
