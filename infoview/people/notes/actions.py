"""Writing notes, changing and deleting them."""

from datetime import date, datetime

from infoview.db import db, describe
from infoview.errors import Invalid, Stale
from infoview.i18n import _
from infoview.models import Contact, Note


def add_note(contact: Contact, *, body: str, day: date, at: datetime) -> Note:
    """Write something down about a contact. Raises Invalid if it is empty."""
    describe("note")
    _check(body)
    note = Note(contact_id=contact.id, body=body, day=day, created_at=at)
    db.session.add(note)
    db.session.flush()
    return note


def edit_note(note: Note, *, body: str, day: date, version: int | None) -> None:
    """Change a note. Raises Invalid if it is empty, Stale if `version` is not the stored one."""
    describe("note")
    if version != note.version:
        raise Stale(_("This note was changed in another window."), {"body": note.body, "day": note.day.isoformat()})
    _check(body)
    note.body, note.day = body, day
    note.version += 1


def delete_note(note: Note, *, at: datetime) -> None:
    """Put a note into the trash."""
    describe("delete_note")
    note.deleted_at = at


def _check(body: str) -> None:
    if not body.strip():
        raise Invalid("body", _("Write something first."))
