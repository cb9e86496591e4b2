"""A question becomes what is asked of one person: career, role and organization are put in, or what needs them goes."""

from dataclasses import dataclass
from functools import lru_cache

from infoview.outreach.notation import BadWording, Field, Names, Part, Piece, pieces_of
from infoview.outreach.phrases import said
from infoview.outreach.wording import line_of

FIELDS = frozenset({"career", "role", "organization"})
LONGEST_ROLE = 60
# A title that lists several things, or sells one, is no role that could be said aloud.
_NO_ROLE = frozenset("|•·;@/–—")

_OF_QUESTIONS = Names(FIELDS, frozenset(), FIELDS)
_IN_GENERAL = {
    "en": {"career": "this field", "role": "your role", "organization": "your organization"},
    "fr": {"career": "ce domaine", "role": "votre poste", "organization": "votre organisation"},
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the person who is asked: the career they are asked about, what they are, where they work."""

    career: str = ""
    role: str = ""
    organization: str = ""
    language: str = "en"

    def find(self, name: str) -> tuple[str, ...] | None:
        """Return the words of a fact, or None if it is missing or cannot be said."""
        words = said(getattr(self, name))
        if not words or any(sign in words for sign in "[]{}"):
            return None
        if name == "role" and (len(words) > LONGEST_ROLE or _NO_ROLE & set(words)):
            return None
        return (words,)


def merge(text: str, *, career: str = "", role: str = "", organization: str = "", language: str) -> str:
    """Return a question with its fields filled in; what stands in an optional part goes if a fact in it is missing.

    Outside such a part a missing fact is said in general words. Text that follows no rule stays as it was typed.
    """
    pieces = _pieces(text)
    if pieces is None:
        return text
    facts = Facts(career, role, organization, language)
    return line_of([_in_general(piece, language) for piece in pieces], facts) or text


def check(text: str) -> None:
    """Raise BadWording if a question does not follow the rules for fields and optional parts."""
    pieces_of(text, 0, len(text), _OF_QUESTIONS)


@lru_cache(500)
def _pieces(text: str) -> tuple[Piece, ...] | None:
    try:
        return pieces_of(text, 0, len(text), _OF_QUESTIONS)
    except BadWording:
        return None


def _in_general(piece: Piece, language: str) -> Piece:
    """Return a field with the words that stand in for it; everything else as it is."""
    if not isinstance(piece, Field):
        return piece
    return Part(((piece,), (_IN_GENERAL[language][piece.name],)))
