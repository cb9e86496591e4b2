"""Adding lines to the ledger, changing them, settling them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from infoview.boxes import Box, Outcome, Typed, keep
from infoview.clock import LATEST_DAY, day_of
from infoview.db import db, describe
from infoview.errors import Invalid
from infoview.i18n import _
from infoview.models import Meeting
from infoview.models.ledger import Lead, LedgerEntry
from infoview.text import clean_line, safe_url

LONGEST_ENTRY = 500
MOST_OF_A_KIND = 500
LEADS_WAIT = timedelta(days=7)


def add(
    model: type[LedgerEntry], meeting: Meeting, *, body: str, at: datetime, due_on: date | None = None, **more: Any
) -> LedgerEntry:
    """Add a line that was heard or said in a meeting.

    A lead without a day is followed up a week after the meeting, apart from the thank-you. Raises Invalid for a line
    that is empty or too long, and for an address that is none.
    """
    describe("ledger")
    place = next_place(model, meeting)
    if place >= MOST_OF_A_KIND:
        raise Invalid("body", _("This is too many: at most %(max)d.", max=MOST_OF_A_KIND))
    entry = model()
    entry.contact_id, entry.meeting_id, entry.position = meeting.contact_id, meeting.id, place
    _set(entry, body=body, due_on=due_on or (follow_up_on(meeting, at) if model is Lead else None), **more)
    db.session.add(entry)
    db.session.flush()
    return entry


def edit(entry: LedgerEntry, *, body: str, due_on: date | None, **more: Any) -> None:
    """Change a line. Raises Invalid as `add` does."""
    describe("ledger")
    _set(entry, body=body, due_on=due_on, **more)
    db.session.flush()


def keep_typed(entry: LedgerEntry, boxes: Sequence[Box], typed: Typed) -> Outcome:
    """Store what was typed into the boxes of one line; the line itself stays as it is if nothing is left of it."""
    describe("ledger")
    before = entry.body
    outcome = keep(boxes, typed)
    if not entry.body:
        entry.body = before
        name = next(box.name for box in boxes if box.column == "body")
        outcome.saved.pop(name, None)
        outcome.refused[name] = _("Write something first.")
    return outcome


def mark_done(entry: LedgerEntry, at: datetime) -> None:
    """Say that a line is settled: advice done, a promise kept; one that is already stays as it is."""
    describe("ledger_done")
    entry.done_at = entry.done_at or at


def reopen(entry: LedgerEntry) -> None:
    """Say that a line is not settled after all."""
    describe("ledger")
    entry.done_at = None


def remove(entry: LedgerEntry, *, at: datetime) -> None:
    """Put a line into the trash."""
    describe("delete_ledger")
    entry.deleted_at = at


def next_place(model: type[Any], meeting: Meeting) -> int:
    """Return the place after the last row of a meeting, those in the trash included."""
    last = select(func.max(model.position)).where(model.meeting_id == meeting.id)
    found = db.session.scalar(last, execution_options={"include_deleted": True})
    return 0 if found is None else int(found) + 1


def follow_up_on(meeting: Meeting, at: datetime) -> date:
    """Return the day to follow up on a lead: a week after the meeting, or after today if that is over."""
    today = day_of(at, meeting.zone)
    wanted = meeting.day + LEADS_WAIT
    return min(wanted if wanted >= today else today + LEADS_WAIT, LATEST_DAY)


def _set(entry: LedgerEntry, *, body: str, due_on: date | None, **more: Any) -> None:
    line = clean_line(body)
    if not line:
        raise Invalid("body", _("Write something first."))
    if len(line) > LONGEST_ENTRY:
        raise Invalid("body", _("This is too long: at most %(max)d characters.", max=LONGEST_ENTRY))
    entry.body, entry.due_on = line, due_on
    for name, value in more.items():
        setattr(entry, name, _address(value) if name == "url" else value)


def _address(text: str) -> str:
    url = safe_url(text) if clean_line(text) else ""
    if url is None:
        raise Invalid("url", _("This is not a web address. It begins with https://"))
    return url
