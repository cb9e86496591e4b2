"""The small language in which wordings name facts: its pieces, and how a text is taken apart into them.

A name in braces stands for a fact, `[[…||…]]` is an optional part with its alternatives. There is nothing else in
it: no loop, no call, no expression, so whoever writes a wording can do nothing but write.
"""

import re
from dataclasses import dataclass

from infoview.i18n import _
from infoview.outreach.fact_names import ALWAYS_THERE, CONDITIONS, NAMES

DEEPEST = 8

_TOKEN = re.compile(r"\[\[|\]\]|\|\||\{[^{}\n]*\}")
_FIELD = re.compile(r"\{(?:(if|de|à|que) )?([a-z_.]+)\}")
_STRAY = re.compile(r"[\[\]{}|]")


class BadWording(ValueError):
    """A wording that cannot be used; the text says what is wrong with it, `line` and `column` (from 1) where."""

    def __init__(self, words: str, source: str, at: int) -> None:
        """Say what is wrong in `source` at that offset."""
        super().__init__(words)
        before = source[:at]
        self.line = before.count("\n") + 1
        self.column = at - before.rfind("\n")


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
class Names:
    """The facts a text may name: `conditions` are asked for with "if" only, `always` are never missing."""

    all: frozenset[str]
    conditions: frozenset[str]
    always: frozenset[str]


OF_MESSAGES = Names(NAMES, CONDITIONS, ALWAYS_THERE)


def pieces_of(source: str, start: int, end: int, names: Names = OF_MESSAGES) -> tuple[Piece, ...]:
    """Return the pieces of `source` between two offsets, which names nothing but `names`. Raises BadWording.

    A stack holds the alternatives of each part that is open; another, where those parts were opened.
    """
    stack: list[list[list[Piece]]] = [[[]]]
    opened: list[int] = []
    at = start
    for token in _TOKEN.finditer(source, start, end):
        stack[-1][-1].extend(_words(source, at, token.start()))
        at = token.end()
        match token[0]:
            case "[[":
                opened.append(token.start())
                if len(opened) > DEEPEST:
                    raise BadWording(_("Too many optional parts stand in one another here."), source, token.start())
                stack.append([[]])
            case "||" if opened:
                stack[-1].append([])
            case "]]" if opened:
                opened.pop()
                alternatives = stack.pop()
                stack[-1][-1].append(Part(tuple(map(tuple, alternatives))))
            case "||" | "]]":
                words = _("“%(sign)s” stands outside an optional part.", sign=token[0])
                raise BadWording(words, source, token.start())
            case _:
                stack[-1][-1].append(_field(source, token, names, is_optional=bool(opened)))
    stack[-1][-1].extend(_words(source, at, end))
    if opened:
        raise BadWording(_("The optional part that begins here is not closed with “]]”."), source, opened[-1])
    return tuple(stack[0][0])


def _words(source: str, start: int, end: int) -> list[str]:
    if stray := _STRAY.search(source, start, end):
        words = _("“%(sign)s” belongs to no field and no optional part.", sign=stray[0])
        raise BadWording(words, source, stray.start())
    return [source[start:end]] if end > start else []


def _field(source: str, token: re.Match[str], names: Names, *, is_optional: bool) -> Field:
    found = _FIELD.fullmatch(token[0])
    if not found or found[2] not in names.all:
        words = _("“%(field)s” is no fact that a template can use.", field=token[0])
    elif found[2] in names.conditions and found[1] != "if":
        words = _("“%(field)s” has no words of its own: write “{if %(name)s}”.", field=token[0], name=found[2])
    elif not is_optional and found[2] not in names.always:
        words = _("“%(field)s” can be missing: put what needs it between “[[” and “]]”.", field=token[0])
    else:
        return Field(found[1], found[2])
    raise BadWording(words, source, token.start())
