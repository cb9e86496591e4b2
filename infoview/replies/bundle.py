"""Several replies at once: all of them are read, or none is kept and each that cannot be read is named."""

from collections.abc import Collection, Sequence

from infoview.errors import Invalid
from infoview.i18n import _
from infoview.replies.reading import Received, read_mail, read_pasted
from infoview.text import clean_line

MOST_MAILS = 10


def read_all(text: str, files: Sequence[tuple[str, bytes]], *, own: Collection[str]) -> tuple[list[Received], bool]:
    """Return what was pasted and what the files say, and whether the first of it was pasted.

    `own` are the addresses of the user. Raises Invalid for what cannot be read, or was written by the user.
    """
    if not text.strip() and not files:
        raise Invalid("text", _("Paste what they wrote, or choose a saved mail."))
    if len(files) > MOST_MAILS:
        raise Invalid("mails", _("This is too many at once: at most %(max)d mails.", max=MOST_MAILS))
    read = []
    if text.strip():
        read.append(_theirs(read_pasted(text), own, "text"))
    problems = []
    for name, content in files:
        try:
            read.append(_theirs(read_mail(content), own, "mails"))
        except Invalid as problem:
            problems.append(_("“%(name)s”: %(problem)s", name=clean_line(name)[:80], problem=problem.message))
    if problems:
        raise Invalid("mails", " ".join([*problems, _("None of it was kept.")]))
    return read, bool(text.strip())


def _theirs(received: Received, own: Collection[str], field: str) -> Received:
    """Return a mail if somebody else wrote it."""
    if received.sender and received.sender.casefold() in {address.casefold() for address in own}:
        raise Invalid(field, _("You wrote this mail yourself. “I wrote to them” is the place to keep it."))
    return received
