"""Reads for the list of drafts, and the text of one that waits to be sent."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from infoview.db import db, zone
from infoview.i18n import _, instant_words
from infoview.models import Contact, Draft, Mail
from infoview.models.draft import DraftState
from infoview.models.message import MessageKind
from infoview.outreach import labels
from infoview.outreach.delivery import Letter
from infoview.text import clean_line


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft as the list shows it."""

    id: int
    contact_id: int
    about_id: int | None
    kind: MessageKind
    title: str
    line: str
    edited: str


def drafts(*, now: datetime) -> list[DraftRow]:
    """Return the open drafts, the latest edited first: one query."""
    rows = db.session.execute(
        select(Draft, Contact.full_name)
        .join(Contact, Contact.id == Draft.contact_id)
        .where(Draft.state == DraftState.OPEN)
        .order_by(Draft.saved_at.desc(), Draft.id.desc())
    )
    return [_draft_row(draft, name, now) for draft, name in rows]


def queued_text(mail_id: int) -> Letter:
    """Return the text of a mail that waits to be sent. Raises NotThere."""
    mail = db.get_row(Mail, mail_id)
    return Letter("", mail.address, mail.subject, mail.body)


def _draft_row(draft: Draft, name: str, now: datetime) -> DraftRow:
    typed = (draft.subject if draft.subject_touched else "") or (draft.body if draft.body_touched else "")
    return DraftRow(
        id=draft.id,
        contact_id=draft.contact_id,
        about_id=draft.about_id,
        kind=draft.kind,
        title=labels.title(draft.kind, name),
        line=clean_line(typed)[:120],
        edited=_("Edited %(when)s", when=instant_words(draft.saved_at, zone(), now)),
    )
