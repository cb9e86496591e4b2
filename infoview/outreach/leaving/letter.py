"""A message as a letter on paper."""

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from infoview.models import Account, Contact
from infoview.outreach.composer import Composer


@dataclass(frozen=True, slots=True)
class PaperLetter:
    """What stands on the sheet of paper, from the top. Between `body` and `names` there is room to sign."""

    title: str
    language: str
    sender: list[str]
    day: str
    recipient: list[str]
    subject: str
    body: str
    names: str


def letter_of(composer: Composer, today: date, *, place: str = "") -> PaperLetter:
    """Return the letter a message makes, written today, in a place if it is said."""
    body, names = _before_and_after_signing(composer.sheet.body)
    return PaperLetter(
        title=composer.title,
        language=composer.language,
        sender=_sender(composer.account),
        day=f"{place}, {_day(today, composer.language)}" if place else _day(today, composer.language),
        recipient=_recipient(composer.contact),
        subject=composer.sheet.subject,
        body=body,
        names=names,
    )


def _before_and_after_signing(text: str) -> tuple[str, str]:
    """Return the text up to its closing words, and the lines below them: the name, perhaps a number."""
    before, gap, last = text.rpartition("\n\n")
    closing, line_break, names = last.partition("\n")
    return (f"{before}{gap}{closing}", names) if gap and line_break else (text, "")


def _sender(account: Account) -> list[str]:
    return [line for line in (account.name, account.email, account.phone) if line]


def _recipient(contact: Contact) -> list[str]:
    organization = contact.organization.name if contact.organization else ""
    return [line for line in (contact.full_name, contact.title, organization, contact.place) if line]


def _day(day: date, language: str) -> str:
    """Return the day as it stands on a letter: "12 May 2026", "le 1er mai 2026"."""
    if language != "fr":
        return format_date(day, "d MMMM y", locale=language)
    said = format_date(day, "d MMMM y", locale="fr")
    return "le " + (said.replace("1 ", "1er ", 1) if day.day == 1 else said)
