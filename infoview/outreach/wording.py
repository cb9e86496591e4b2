"""The wordings of messages: where ours are kept, and how one becomes a text.

`wording/README.md` explains them to the people who write them. A fact's text is put in and never read again, so
whatever a user types stays text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from infoview.i18n import _
from infoview.models.contact import Formality
from infoview.models.message import Channel, MessageKind, Route
from infoview.outreach.facts import Facts
from infoview.outreach.notation import BadWording, Field, Part, Piece, pieces_of
from infoview.outreach.phrases import joined, listed
from infoview.outreach.routes import KINDS
from infoview.text import clean_line

__all__ = [
    "BadWording",
    "Known",
    "Original",
    "Text",
    "Wording",
    "line_of",
    "originals",
    "read",
    "source_of",
    "text_of",
    "utf16_units",
]

FOLDER = Path(__file__).with_name("wording")
LANGUAGES = ("en", "fr")

_SUBJECT_END = re.compile(r"^[ \t]*\n", re.MULTILINE)  # an empty line; the first, if there is no subject
_NEXT_VERSION = re.compile(r"^[ \t]*={4,}[ \t]*$\n?", re.MULTILINE)

# Stands where an optional part was left out: a line of which nothing else remains goes with it.
_LEFT_OUT = "\0"


@dataclass(frozen=True, slots=True)
class Original:
    """A wording of ours by its name, "email/request-cold-1", and what that says about it."""

    name: str
    kind: MessageKind
    route: Route | None
    channel: Channel


@dataclass(frozen=True, slots=True)
class Wording:
    """The wording of a message: its subject, and one or more versions of its body, the longest first."""

    subject: tuple[Piece, ...]
    versions: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A finished message."""

    subject: str
    body: str


class Known(Protocol):
    """What a text can be filled with: facts by their names, said in a language."""

    @property
    def language(self) -> str:
        """The language of the text."""

    def find(self, name: str) -> Sequence[str] | None:
        """Return the words of a fact, or None if it is missing."""


@cache
def originals(language: str, formality: Formality) -> tuple[Original, ...]:
    """Return our wordings in a language, in the order of kinds, channels, routes and numbers; none in any other."""
    if language not in LANGUAGES:
        return ()
    folder = _folder(language, formality)
    found = [_original(file.relative_to(folder).with_suffix("").as_posix()) for file in folder.glob("*/*.txt")]
    return tuple(sorted(found, key=_place))


@cache
def source_of(name: str, language: str, formality: Formality) -> str:
    """Return the text of one of our wordings as its file has it. Raises KeyError if there is none of that name."""
    if name not in {original.name for original in originals(language, formality)}:
        raise KeyError(name)
    return (_folder(language, formality) / f"{name}.txt").read_text("utf-8")


def read(source: str) -> Wording:
    """Return the wording a source describes. Raises BadWording, with the place, if it does not follow the rules.

    The subject is what stands above the first empty line, and may be nothing; lines of "====" part the versions.
    """
    source = source.replace("\r\n", "\n")
    end = _SUBJECT_END.search(source)
    versions = _versions(source, end.end()) if end else []
    if end is None or not versions:
        raise BadWording(_("A template is a subject, an empty line, and a message."), source, len(source.rstrip()))
    return Wording(pieces_of(source, 0, end.start()), tuple(pieces_of(source, *span) for span in versions))


def text_of(wording: Wording, facts: Facts, *, limit: int | None = None) -> Text:
    """Return the message that `wording` makes of `facts`.

    With a limit, of its body in UTF-16 units, it is the first version that fits, or the last one if none does.
    """
    subject = clean_line(_tidy(_written(wording.subject, facts)))
    body = ""
    for version in wording.versions:
        body = _tidy(_written(version, facts))
        if limit is None or utf16_units(body) <= limit:
            break
    return Text(subject, body)


def line_of(pieces: Sequence[Piece], known: Known) -> str | None:
    """Return the line that `pieces` make of what is known, or None if a fact is missing outside an optional part."""
    text = _joined(pieces, known)
    return None if text is None else " ".join(_tidy(text).splitlines())


def utf16_units(text: str) -> int:
    """Return how long `text` is for those who count in UTF-16: most emoji count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fingerprint(text: str) -> str:
    """Return a short sign of `text`: by it, a text that comes back is known to be as it was given out."""
    return sha256(text.encode()).hexdigest()[:16]


def _folder(language: str, formality: Formality) -> Path:
    is_familiar = language == "fr" and formality is Formality.FAMILIAR
    return FOLDER / ("fr-tu" if is_familiar else language)


def _original(name: str) -> Original:
    folder, stem = name.split("/")
    kind, *route = stem.rpartition("-")[0].split("-")
    return Original(name, MessageKind(kind), Route(route[0]) if route else None, Channel(folder))


def _place(original: Original) -> tuple[int, int, int, int]:
    route = list(Route).index(original.route) if original.route else 0
    number = int(original.name.rpartition("-")[2])
    return KINDS.index(original.kind), list(Channel).index(original.channel), route, number


def _versions(source: str, start: int) -> list[tuple[int, int]]:
    """Return where the versions of the body begin and end; empty ones count as none."""
    cuts = [start]
    for line in _NEXT_VERSION.finditer(source, start):
        cuts += [line.start(), line.end()]
    cuts.append(len(source))
    spans = zip(cuts[::2], cuts[1::2], strict=True)
    return [(start, end) for start, end in spans if source[start:end].strip()]


def _written(pieces: Sequence[Piece], facts: Facts) -> str:
    text = _joined(pieces, facts)
    assert text is not None, "a fact that can be missing stands outside an optional part"
    return text


def _joined(pieces: Sequence[Piece], facts: Known) -> str | None:
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


def _fact(field: Field, facts: Known) -> str | None:
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
