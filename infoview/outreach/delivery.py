"""The mail a message becomes, and the file in which other programs read it.

Nothing is sent here. The mail carries the recipient, the subject and the body, whatever characters they hold.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from infoview.text import clean_line

_ADDRESS = re.compile(r"([^\s\x00-\x1f@<>()\[\],;:\"\\]+)@([^\s\x00-\x1f@<>()\[\],;:\"\\]+)")
_HEADER_ID = re.compile(r"[!-;=?-~]{3,900}")  # what a Message-ID may hold: no space, no angle bracket
_METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,38}[a-z0-9])?")

# What the file with the meeting is called.
INVITATION = "invitation.ics"


@dataclass(frozen=True, slots=True)
class Letter:
    """A message ready to leave: to whom (no address, if none is known), its text, and an .ics text it brings, or ""."""

    name: str
    address: str
    subject: str
    body: str
    invitation: str = ""


def mail_of(
    letter: Letter,
    *,
    sender: str = "",
    sender_name: str = "",
    header_id: str = "",
    date: datetime | None = None,
    in_reply_to: str = "",
) -> EmailMessage:
    """Return `letter` as a mail, with what is known of the rest; ids come without their angle brackets.

    Neither name nor subject can add a header: each is one line, and the library encodes it. An address that no
    header can hold is left out.
    """
    is_plain = letter.address.isascii() and sender.isascii()
    mail = EmailMessage(policy=(policy.SMTP if is_plain else policy.SMTPUTF8).clone(refold_source="none"))
    if date is not None:
        mail["Date"] = format_datetime(date)
    for name, who in (("From", _mailbox(sender_name, sender)), ("To", _mailbox(letter.name, letter.address))):
        if who is not None:
            mail[name] = who
    mail["Subject"] = clean_line(letter.subject)
    for name, value in (("Message-ID", header_id), ("In-Reply-To", in_reply_to), ("References", in_reply_to)):
        if _HEADER_ID.fullmatch(value):
            mail.set_raw(name, f"<{value}>")  # the library would break a long one into encoded words
    mail.set_content(letter.body, charset="utf-8", cte="quoted-printable")
    if letter.invitation:
        method = _METHOD.search(letter.invitation)
        mail.add_attachment(
            letter.invitation,
            subtype="calendar",
            cte="base64",
            params={"method": method[1]} if method else {},
            filename=INVITATION,
        )
    return mail


def new_header_id(domain: str) -> str:
    """Return a Message-ID that nobody has used, without its angle brackets; `domain` is the sender's."""
    host = domain.strip().casefold()
    return f"{secrets.token_hex(12)}@{host if _HOST.fullmatch(host) else 'infoview.invalid'}"


def is_address(text: str) -> bool:
    """Whether a mail can go to such an address."""
    return _ADDRESS.fullmatch(text) is not None


def eml(letter: Letter, *, header_id: str = "", date: datetime | None = None) -> bytes:
    """Return `letter` as an .eml file that mail programs open as a message still to be sent."""
    mail = mail_of(letter, header_id=header_id, date=date)
    mail["X-Unsent"] = "1"
    return mail.as_bytes()


def file_name(letter: Letter) -> str:
    """Return a name for the file that every system accepts."""
    kept = "".join(c if c.isalnum() or c in " -" else " " for c in clean_line(letter.name))
    return f"{'-'.join(kept.split())[:60] or 'message'}.eml"


def _mailbox(name: str, address: str) -> Address | None:
    """Return a name with its address, or None if what is stored is no address a header can hold."""
    parts = _ADDRESS.fullmatch(address)
    return Address(clean_line(name), username=parts[1], domain=parts[2]) if parts else None
