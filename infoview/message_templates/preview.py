"""How a wording reads: to somebody the user knows or somebody made up, and when hardly anything is known."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select

from infoview.db import db
from infoview.i18n import _, ngettext
from infoview.message_templates.actions import Content
from infoview.message_templates.sources import check, put_together
from infoview.models import Account, Change, Contact
from infoview.models.message import Channel
from infoview.outreach.facts import Facts, Me, Recipient
from infoview.outreach.gathering import gather
from infoview.outreach.routes import ABOUT_SOMEONE
from infoview.outreach.sample import sample_facts
from infoview.outreach.wording import read, text_of, utf16_units
from infoview.people import namesakes

MOST_SHOWN = 20_000  # a long fact, named over and over, would make a book


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished text; `length` says how long it is where that matters."""

    subject: str
    body: str
    length: str
    is_too_long: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """A wording with all that is known (`full`) and with hardly anything (`bare`); `title` says whom it is to."""

    title: str
    full: Sheet
    bare: Sheet


def last_touched() -> str:
    """Return the name of the contact the user was last busy with, or nothing if they have none."""
    touched = select(Contact.id, Contact.full_name).join(Change, Change.contact_id == Contact.id)
    found = db.session.execute(touched.order_by(Change.id.desc()).limit(1)).first()
    return namesakes.label_of(found.id, found.full_name) if found else ""


def preview(content: Content, person: str, account_id: int, *, today: date, now: datetime) -> Preview:
    """Return how a wording reads to the contact called `person`, or to somebody made up.

    Raises Invalid if it cannot be used, or if several are called so.
    """
    contact = _contact(person)
    check(content.subject, content.body)
    account = db.session.get_one(Account, account_id)
    facts = sample_facts(content.voice.language, content.use.route)
    if contact is not None:
        kind, language = content.use.kind, content.voice.language
        known = gather(contact, account, kind=kind, language=language, today=today, now=now)
        facts = replace(known, about=facts.about) if kind in ABOUT_SOMEONE else known
    bare = Facts(facts.language, contact=Recipient(name=facts.contact.name), me=Me(name=facts.me.name))
    return Preview(_title(person, contact), _sheet(content, facts, account), _sheet(content, bare, account))


def _contact(person: str) -> Contact | None:
    found = namesakes.find(person, field="person") if person else None
    return db.get_row(Contact, found) if found else None


def _title(person: str, contact: Contact | None) -> str:
    if contact is not None:
        return _("To %(name)s", name=contact.full_name)
    return _("Nobody of that name: to somebody made up") if person else _("To somebody made up")


def _sheet(content: Content, facts: Facts, account: Account) -> Sheet:
    limit = account.linkedin_limit if content.channel is Channel.LINKEDIN else None
    text = text_of(read(put_together(content.subject, content.body)), facts, limit=limit)
    body = text.body[:MOST_SHOWN]
    if limit is None:
        words = len(text.body.split())
        return Sheet(text.subject, body, ngettext("%(num)s word", "%(num)s words", words))
    units = utf16_units(text.body)
    length = _("%(length)s of %(limit)s characters", length=units, limit=limit)
    return Sheet(text.subject, body, length, is_too_long=units > limit)
