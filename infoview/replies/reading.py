"""Reading a reply: a saved mail (.eml) with all that mail programs make of it, or the text of one that was pasted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from infoview.errors import Invalid
from infoview.i18n import _
from infoview.messages.automatic import is_daemon
from infoview.replies import quoting
from infoview.replies.automatic import STATUS_KINDS, is_automatic, status_name
from infoview.replies.charsets import header_text
from infoview.replies.flowed import unflowed
from infoview.replies.html_text import text_of
from infoview.replies.parts import MOST_PARTS, Part, open_mail, parts_within
from infoview.text import clean, clean_line

LARGEST_MAIL = 5 * 1024 * 1024
LONGEST_KEPT = 50_000
LONGEST_READ = 200_000
LONGEST_SUBJECT = 500
LONGEST_ADDRESS = 320
MOST_ATTACHMENTS = 50
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # an earlier date is that of a clock that was never set
_ADDRESS = re.compile(r"[^\s<>\",;:()\[\]@]+@[^\s<>\",;:()\[\]@]+")
_MAIL_HEADERS = frozenset({"from", "date", "subject", "to", "message-id", "received", "mime-version", "delivered-to"})
_OLE = b"\xd0\xcf\x11\xe0"
_SOURCE = re.compile(r"(Received|Return-Path|Delivered-To|MIME-Version|Message-ID|X-[\w-]+|DKIM-Signature): ?\S", re.I)
_LABELS = {
    "sender": ("from", "de", "expéditeur"),
    "to": ("to", "à"),
    "subject": ("subject", "objet"),
    "date": ("date", "sent", "envoyé", "envoyé le"),
    "": ("cc", "cci", "bcc", "importance", "reply-to", "répondre à"),
}
_MEANINGS = {label: meaning for meaning, labels in _LABELS.items() for label in labels}


@dataclass(frozen=True, slots=True)
class Received:
    """A reply as it was read: texts are empty and `sent_at` is None where it did not say.

    `quoted` is the earlier mail it quotes; of attachments only the names are known. `is_cut` says that it was longer
    than what is kept, `is_automatic` that no human wrote it.
    """

    sender: str = ""
    sender_name: str = ""
    to: tuple[str, ...] = ()
    sent_at: datetime | None = None
    subject: str = ""
    body: str = ""
    quoted: str = ""
    attachments: tuple[str, ...] = ()
    header_id: str = ""
    in_reply_to: str = ""
    is_cut: bool = False
    is_automatic: bool = False


def read_mail(raw: bytes) -> Received:
    """Return what a saved mail says. Raises Invalid("mails", …), and nothing else, for what is no mail."""
    if len(raw) > LARGEST_MAIL:
        raise Invalid("mails", _("This mail is larger than 5 MB. Paste its text instead."))
    if not raw.strip():
        raise Invalid("mails", _("This file is empty."))
    if raw.startswith(_OLE):
        raise Invalid("mails", _("This is a mail in Outlook’s own format. Paste its text instead, or save it as .eml."))
    mail = open_mail(raw)
    names = {name.lower() for name in mail.headers}
    if len(names & _MAIL_HEADERS) < 2:
        raise Invalid("mails", _("This is not a saved mail. Choose a file that ends in .eml, or paste the text."))
    received, (text, attached) = _headed(mail), _told(mail)
    by_machine = is_automatic(mail, received.sender, received.subject, attached)
    return _with_text(replace(received, is_automatic=by_machine), text, attached)


def read_pasted(text: str) -> Received:
    """Return what a pasted mail says: its words, and what stands above them of sender, subject and day."""
    text = clean(text[:LONGEST_READ]).strip("\n")
    if _is_source(text):
        try:
            return read_mail(text.encode())
        except Invalid:
            pass  # then it is a text like any other
    received, lines = _labelled(text.split("\n"))
    received = replace(received, is_automatic=is_daemon(received.sender))
    return _with_text(received, "\n".join(lines), ())


def _with_text(received: Received, text: str, attachments: tuple[str, ...]) -> Received:
    body, quoted = quoting.split(clean(text[:LONGEST_READ]))
    kept, left = body[:LONGEST_KEPT], LONGEST_KEPT - len(body)
    return replace(
        received,
        body=kept.rstrip(),
        quoted=quoted[: max(0, left)].rstrip(),
        attachments=attachments[:MOST_ATTACHMENTS],
        is_cut=len(text) > LONGEST_READ or len(body) + len(quoted) > LONGEST_KEPT,
    )


# --- a saved mail ---------------------------------------------------------------------------------------------------


def _headed(mail: Part) -> Received:
    name, address = _mailbox(_header(mail, "from") or _header(mail, "sender"))
    return Received(
        sender=address,
        sender_name=name,
        to=tuple(_ADDRESS.findall(_header(mail, "to"))),
        sent_at=_instant(_header(mail, "date")),
        subject=_header(mail, "subject")[:LONGEST_SUBJECT],
        header_id=_identity(_header(mail, "message-id")),
        in_reply_to=_identity(_header(mail, "in-reply-to")),
    )


def _header(mail: Part, name: str) -> str:
    return header_text(str(mail.headers.get(name, "")))


def _mailbox(text: str) -> tuple[str, str]:
    """Return name and address of who is named in a header."""
    before, bracket, after = text.rpartition("<")
    found = _ADDRESS.search(after if bracket else text)
    address = found[0][:LONGEST_ADDRESS] if found else ""
    name = clean_line(before.strip().strip("\"'")) if bracket else ""
    return name[:200], address


def _identity(text: str) -> str:
    """Return the first identity in a header, without its angle brackets."""
    return text.partition("<")[2].partition(">")[0].strip()[:500] if "<" in text else text[:500]


def _instant(text: str) -> datetime | None:
    try:
        instant = parsedate_to_datetime(text)
        instant = instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return instant if instant >= EARLIEST else None


def _told(mail: Part) -> tuple[str, tuple[str, ...]]:
    """Return the text of a mail and the names of what is attached to it."""
    budget = [MOST_PARTS]
    texts: list[str] = []
    names: list[str] = []
    for part in _readable(mail, budget):
        if part.is_attached or part.kind not in ("text/plain", "text/html"):
            names.append(_name(part))
        else:
            texts.append(_text(part))
    return "\n\n".join(text for text in texts if text.strip()), tuple(dict.fromkeys(filter(None, names)))


def _readable(part: Part, budget: list[int]) -> Iterator[Part]:
    """Return the parts to be read or named; of those that say the same only the plainest."""
    if not part.kind.startswith("multipart/"):
        yield part
        return
    within = []
    for each in parts_within(part):
        if budget[0] <= 0:
            break
        budget[0] -= 1
        within.append(each)
    if part.kind == "multipart/alternative":
        within = _plainest(within)
    for each in within:
        yield from _readable(each, budget)


def _plainest(parts: list[Part]) -> list[Part]:
    """Return the plain text among alternatives, if it has any words; else all that is not plain text."""
    plain = [part for part in parts if part.kind == "text/plain" and not part.is_attached]
    if any(_text(part).strip() for part in plain):
        return [part for part in parts if part.kind != "text/html"]
    return [part for part in parts if part not in plain]


def _text(part: Part) -> str:
    text = part.text()
    if part.kind == "text/html":
        return text_of(text)
    if part.parameter("format", "content-type").lower() == "flowed":
        return unflowed(text, is_joined=part.parameter("delsp", "content-type").lower() == "yes")
    return text


def _name(part: Part) -> str:
    """Return what to call an attachment; pictures that belong to the text have no name."""
    if part.kind in STATUS_KINDS:
        return status_name(part)
    if part.name:
        return part.name[:200]
    if part.kind.startswith("message/"):
        head = open_mail(part.content[:20_000])
        return _header(head, "subject")[:200] or part.kind
    return "" if part.headers.get("content-id") else part.kind


# --- a pasted one ---------------------------------------------------------------------------------------------------


def _is_source(text: str) -> bool:
    """Whether it is a mail with all its headers, as "show original" shows it."""
    return any(_SOURCE.match(line) for line in text.split("\n", 3)[:3])


def _labelled(lines: list[str]) -> tuple[Received, list[str]]:
    """Return what labels on top say ("From: … Subject: …"), and the lines below them."""
    said: dict[str, str] = {}
    below = 0
    for line in lines[:12]:
        label, colon, value = line[:1000].replace("\u00a0", " ").strip("*_ ").partition(":")
        meaning = _MEANINGS.get(label.strip("*_ ").lower())
        if not colon or meaning is None:
            break
        said.setdefault(meaning, clean_line(value.strip("*_ ")))
        below += 1
    if "sender" not in said or len(said) < 2:
        return Received(), lines
    name, address = _mailbox(said["sender"])
    return (
        Received(
            sender=address,
            sender_name=name,
            to=tuple(_ADDRESS.findall(said.get("to", ""))),
            sent_at=_instant(said.get("date", "")),
            subject=said.get("subject", "")[:LONGEST_SUBJECT],
        ),
        lines[below:],
    )
