"""The ways out of the app: links that open a finished message elsewhere, and the file other programs read.

Nothing is sent here. Each way carries the recipient, the subject and the body, whatever characters they hold.
"""

import re
from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from urllib.parse import quote

from infoview.text import clean_line

_ADDRESS = re.compile(r"([^\s\x00-\x1f@<>()\[\],;:\"\\]+)@([^\s\x00-\x1f@<>()\[\],;:\"\\]+)")


@dataclass(frozen=True, slots=True)
class Letter:
    """A message ready to leave: to whom (no address, if none is known), and its text."""

    name: str
    address: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Way:
    """A link that opens a letter: `pattern` has places for subject and body, `filled` has them in it."""

    pattern: str
    filled: str


@dataclass(frozen=True, slots=True)
class WaysOut:
    """Where a letter can be opened."""

    mail_program: Way
    gmail: Way
    outlook: Way
    outlook_at_work: Way


def ways_out(letter: Letter) -> WaysOut:
    """Return the links that open `letter` in a mail program or on the web."""
    address = clean_line(letter.address)
    to, text = quote(address, safe=""), "subject={subject}&body={body}"
    return WaysOut(
        mail_program=_way(f"mailto:{quote(address, safe='@')}?{text}", letter),
        gmail=_way(f"https://mail.google.com/mail/?view=cm&fs=1&to={to}&su={{subject}}&body={{body}}", letter),
        outlook=_way(f"https://outlook.live.com/mail/0/deeplink/compose?to={to}&{text}", letter),
        outlook_at_work=_way(f"https://outlook.office.com/mail/deeplink/compose?to={to}&{text}", letter),
    )


def eml(letter: Letter) -> bytes:
    """Return `letter` as an .eml file that mail programs open as a message still to be sent.

    Neither name nor subject can add a header: each is one line, and the library encodes it.
    """
    message = EmailMessage(policy=policy.SMTPUTF8 if not letter.address.isascii() else policy.SMTP)
    message["X-Unsent"] = "1"
    recipient = _recipient(letter)
    if recipient:
        message["To"] = recipient
    message["Subject"] = clean_line(letter.subject)
    message.set_content(letter.body, charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def file_name(letter: Letter) -> str:
    """Return a name for the file that every system accepts."""
    kept = "".join(c if c.isalnum() or c in " -" else " " for c in clean_line(letter.name))
    return f"{'-'.join(kept.split())[:60] or 'message'}.eml"


def _recipient(letter: Letter) -> Address | None:
    """Return whom the letter goes to, or None if what is stored is no address a header can hold."""
    parts = _ADDRESS.fullmatch(letter.address)
    return Address(clean_line(letter.name), username=parts[1], domain=parts[2]) if parts else None


def _way(pattern: str, letter: Letter) -> Way:
    """Return a way out; mail breaks lines with both characters, and a space is never a plus."""
    subject, body = quote(clean_line(letter.subject), safe=""), quote("\r\n".join(letter.body.splitlines()), safe="")
    return Way(pattern, pattern.replace("{subject}", subject).replace("{body}", body))
