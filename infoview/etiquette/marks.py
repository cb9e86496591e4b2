"""The text of a draft cut into pieces, those that a finding means marked."""

from collections.abc import Iterable
from dataclasses import dataclass

from infoview.etiquette.findings import Finding


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text."""

    text: str
    is_marked: bool


def marked(text: str, findings: Iterable[Finding], *, part: str = "body") -> list[Piece]:
    """Return `text` in pieces that together are the whole of it; nothing if no finding means words of it."""
    spans = sorted((span.start, span.end) for each in findings for span in each.spans if span.part == part)
    pieces, at = [], 0
    for start, end in spans:
        if end <= at:
            continue
        if start > at:
            pieces.append(Piece(text[at:start], is_marked=False))
        pieces.append(Piece(text[max(start, at) : end], is_marked=True))
        at = end
    return [*pieces, Piece(text[at:], is_marked=False)] if pieces else []
