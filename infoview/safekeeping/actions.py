"""Undo: puts back what an act changed, where nothing has changed it since."""

import enum
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import inspect, select

from infoview.board.actions import place_before
from infoview.db import db, describe, running_batch
from infoview.errors import NotThere, Refused
from infoview.i18n import _
from infoview.models import Change, Contact, Message, Stage, StageChange
from infoview.models.owned import model_of

SEEN_ALL = {"include_deleted": True}


def undo(batch: str, *, at: datetime) -> list[Change]:
    """Undo one act: every row it changed goes back to `before` where it still equals `after`.

    What it made is deleted (a sent message is withdrawn instead: it stays for ever). Undo is an act of its own,
    remembered like any other. Returns the changes that were undone.

    Raises NotThere for an act of somebody else, Refused if it is undone already or something has changed since.
    """
    changes = list(db.session.scalars(select(Change).where(Change.batch == batch).order_by(Change.id.desc())))
    if not changes:
        raise NotThere
    if db.session.scalar(select(Change.id).where(Change.undoes == batch).limit(1)) is not None:
        raise Refused(_("This is undone already."))
    describe("undo", undoes=batch)
    rows = [(change, _row(change)) for change in changes]
    later = sorted({_name(row) for change, row in rows if not _still_stands(change, row)})
    if later:
        raise Refused(_("This cannot be undone any more: %(what)s changed since.", what=", ".join(later)))
    for change, row in rows:
        _put_back(change, row, at)
    return changes


def _row(change: Change) -> Any:
    model = model_of(change.row_table)
    row = db.session.scalar(select(model).where(model.id == change.row_id), execution_options=SEEN_ALL)
    if row is None:
        raise NotThere
    return row


def _still_stands(change: Change, row: Any) -> bool:
    """Whether a row still is as the act left it. A card's place does not count: neighbours may have moved."""
    if not change.before:
        return row.deleted_at is None
    return all(_value(row, key, after) == getattr(row, key) for key, after in change.after.items() if key != "position")


def _put_back(change: Change, row: Any, at: datetime) -> None:
    if not change.before:
        if isinstance(row, Message):
            row.withdrawn_at = at
        else:
            row.deleted_at = at
        return
    values = {key: _value(row, key, before) for key, before in change.before.items()}
    if isinstance(row, Contact) and {"stage", "position"} & values.keys():
        _put_back_on_board(row, values, at)
    for key, value in values.items():
        setattr(row, key, value)
    if hasattr(row, "version"):
        row.version += 1
    db.session.flush()


def _put_back_on_board(contact: Contact, values: dict[str, Any], at: datetime) -> None:
    """Give a card its old stage and the place nearest to its old one; the history gets a move of its own."""
    stage: Stage | None = values.get("stage", contact.stage)
    position: int | None = values.get("position", contact.position)
    if stage is not None:
        values["position"] = _nearest_place(contact, stage, position)
    if stage is not contact.stage:
        change = StageChange(from_stage=contact.stage, to_stage=stage, at=at, batch=running_batch().id)
        contact.stage_changes.append(change)
        contact.stage_at = at


def _nearest_place(contact: Contact, stage: Stage, position: int | None) -> int:
    here = select(Contact).where(Contact.stage == stage, Contact.id != contact.id)
    if position is None:
        return place_before(None, in_stage=stage, moving=contact)
    taken = db.session.scalar(here.where(Contact.position == position), execution_options=SEEN_ALL)
    return position if taken is None else place_before(taken, in_stage=stage, moving=contact)


def _value(row: Any, key: str, kept: Any) -> Any:
    """Return a value as the column holds it, from how the history keeps it."""
    kind = inspect(type(row)).columns[key].type.python_type
    if kept is None:
        return None
    if issubclass(kind, enum.Enum):
        return kind(kept)
    return kind.fromisoformat(kept) if issubclass(kind, date | datetime | time) else kept


def _name(row: Any) -> str:
    for key in ("full_name", "name", "address", "number", "url"):
        if hasattr(row, key):
            return str(getattr(row, key))
    contact = db.session.get(Contact, row.contact_id) if hasattr(row, "contact_id") else None
    return contact.full_name if contact else _("something")
