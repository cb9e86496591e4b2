"""The source of a wording: subject, empty line, body. Taken apart for a form, put together, and checked."""

import re
from functools import lru_cache

from infoview.errors import Invalid
from infoview.i18n import _
from infoview.outreach import wording

LONGEST_SUBJECT = 500
LONGEST_BODY = 8_000
LINES_BEFORE_BODY = 2

_EMPTY_LINE = re.compile(r"^[ \t]*\n", re.MULTILINE)


def put_together(subject: str, body: str) -> str:
    """Return the source of a wording."""
    return f"{subject}\n\n{body}"


def taken_apart(source: str) -> tuple[str, str]:
    """Return subject and body of a source."""
    gap = _EMPTY_LINE.search(source)
    return (source[: gap.start()].strip(), source[gap.end() :].strip()) if gap else ("", source.strip())


def check(subject: str, body: str) -> None:
    """Raise Invalid beside subject or body, naming the place, if they are no wording that can be used."""
    try:
        wording.read(put_together(subject, body))
    except wording.BadWording as problem:
        raise Invalid("subject" if problem.line == 1 else "body", place_words(problem)) from None


def place_words(problem: wording.BadWording) -> str:
    """Return what is wrong with a wording, and where, counted as the form shows it."""
    if problem.line == 1:
        return _("Character %(column)s: %(problem)s", column=problem.column, problem=problem)
    line = max(1, problem.line - LINES_BEFORE_BODY)
    return _("Line %(line)s, character %(column)s: %(problem)s", line=line, column=problem.column, problem=problem)


@lru_cache(256)
def reading(source: str) -> wording.Wording | None:
    """Return the wording a source describes, or None if it cannot be used: an import may have brought anything."""
    try:
        return wording.read(source)
    except wording.BadWording:
        return None
