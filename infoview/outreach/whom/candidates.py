"""Whom a message to one person about another may be about."""

from dataclasses import dataclass

from sqlalchemy import select

from infoview.db import db
from infoview.errors import Invalid
from infoview.i18n import _
from infoview.models import Contact, Stage
from infoview.models.message import MessageKind
from infoview.people import namesakes

MOST = 50


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody it may be about."""

    id: int
    name: str


def may_be_about(contact: Contact, kind: MessageKind) -> list[Candidate]:
    """Return the people a contact has named, the likeliest first.

    One asks for an introduction to somebody not met yet, and thanks for one to somebody met.
    """
    named = select(Contact.id, Contact.full_name, Contact.stage).where(Contact.referred_by_id == contact.id)
    rows = db.session.execute(named.order_by(Contact.id.desc()).limit(MOST)).all()
    is_thanks = kind is MessageKind.REFERRER_THANKS
    rows = sorted(rows, key=lambda row: _has_met(row.stage) is not is_thanks)
    return [Candidate(row.id, row.full_name) for row in rows]


def find(label: str, contact: Contact) -> int:
    """Return the id of the contact with that name. Raises Invalid if there is none, or it is the one written to."""
    found = namesakes.find(label, field="who")
    if found is None:
        raise Invalid("who", _("There is nobody called “%(name)s” among your people yet.", name=label))
    if found == contact.id:
        raise Invalid("who", _("This is the person you are writing to."))
    return found


def _has_met(stage: Stage | None) -> bool:
    return stage is not None and stage.rank >= Stage.MET.rank
