"""Telling what somebody wrote from the earlier mail they quote below it, in one pass over the lines.

English and French mail programs, also where their text was pasted from a web page and lost its ">" signs.
"""

import re
from collections.abc import Sequence

LONGEST_LINE = 400  # what is longer is no line of a mail program's
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_BEGINS = re.compile(r"(on|le|am)\b", re.IGNORECASE)
_WROTE = re.compile(r"(on|le|am)\b.*(wrote|a écrit|a ecrit|writes|said) ?:", re.IGNORECASE)
_DATED = re.compile(r"\d{1,4}[-/. ].*<[^<>@ ]+@[^<>@ ]+> ?:")  # 2026-05-04 10:15 GMT+02:00 Ada Byron <ada@example.org>:
_RULED = re.compile(
    r"[-_=*\s]*(original message|message d.origine|message original|message initial|forwarded message|message transféré"
    r"|message transmis|reply message|message de réponse)[-_=*\s:]*",
    re.IGNORECASE,
)
_FROM = re.compile(r"[*_]{0,2}(from|de|expéditeur) ?:[*_]{0,2} ?\S.*", re.IGNORECASE)
_OTHER_FIELD = re.compile(
    r"[*_]{0,2}(sent|date|to|cc|subject|reply-to|envoyé|envoyé le|à|objet|répondre à|importance) ?:[*_]{0,2}( .*)?",
    re.IGNORECASE,
)
_GAPS = re.compile(r"\n{3,}")
_LINE = re.compile(r"[_-]{5,}")


def split(text: str) -> tuple[str, str]:
    """Return what was written and what is quoted of earlier mail; a text that is all quoted counts as written.

    Lines that are quoted between two answers stay where they are: without them nobody knows what is answered.
    """
    lines = text.split("\n")
    plain = [_SPACES.sub(" ", line[:LONGEST_LINE]).strip() for line in lines]
    written: list[str] = []
    quoted: list[str] = []
    between: list[str] = []
    has_begun = False
    at = 0
    while at < len(lines):
        taken = _quoted_from(plain, at)
        here = lines[at : at + max(1, taken)]
        if taken and not (has_begun and _is_marked(plain[at])):
            quoted += [*between, *here]
            between = []
        elif taken or (between and not plain[at]):
            between += here
        else:
            written += [*between, *here]
            between = []
            has_begun = has_begun or bool(plain[at])
        at += len(here)
    body = _trimmed(written)
    return (body, _trimmed([*quoted, *between])) if has_begun else (_trimmed(lines), "")


def _quoted_from(lines: Sequence[str], at: int) -> int:
    """Return how many lines from here on are quoted: 0 if this one was written by the sender."""
    line = lines[at]
    if _is_marked(line):
        return _marked(lines, at)
    introduction = _introduction(lines, at)
    if introduction:
        after = at + introduction
        while after < len(lines) and not lines[after]:
            after += 1
        if after < len(lines) and _is_marked(lines[after]):
            return after - at + _marked(lines, after)  # what follows the marked lines may be an answer below them
        return len(lines) - at
    if _RULED.fullmatch(line) or _is_block(lines, at):
        return len(lines) - at
    if _LINE.fullmatch(line) and at + 1 < len(lines) and _is_block(lines, at + 1):
        return len(lines) - at
    return 0


def _marked(lines: Sequence[str], at: int) -> int:
    """Return how many lines with a ">" follow each other, empty ones between them included."""
    last = at
    for number in range(at, len(lines)):
        line = lines[number]
        if _is_marked(line):
            last = number
        elif line:
            break
    return last - at + 1


def _is_marked(line: str) -> bool:
    return line.startswith((">", "|>"))


def _introduction(lines: Sequence[str], at: int) -> int:
    """Return over how many lines "On Monday, Ada wrote:" runs; 0 if it does not begin here."""
    first = lines[at]
    if _DATED.fullmatch(first):
        return 1
    if not _BEGINS.match(first):
        return 0
    words = ""
    for number, line in enumerate(lines[at : at + 4]):
        words = f"{words} {line}".strip()
        if words.endswith(":"):
            return number + 1 if any(c.isdigit() for c in words) and _WROTE.fullmatch(words) else 0
    return 0


def _is_block(lines: Sequence[str], at: int) -> bool:
    """Whether "From:", "Sent:", "To:" and "Subject:" of an earlier mail begin here."""
    if not _FROM.fullmatch(lines[at]):
        return False
    following = [line for line in lines[at + 1 : at + 9] if line][:4]
    return sum(bool(_OTHER_FIELD.fullmatch(line)) for line in following) >= 2


def _trimmed(lines: Sequence[str]) -> str:
    return _GAPS.sub("\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")
