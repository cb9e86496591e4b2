"""Undo: puts back what an act changed, where nothing has changed it since."""

import enum
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError

from infoview.board.actions import place_before
from infoview.db import db, describe, running_batch
from infoview.errors import NotThere, Refused
from infoview.i18n import _
from infoview.models import Change, Contact, EmailAddress, Mail, Message, Organization, Stage, StageChange
from infoview.models.mail import MailState
from infoview.models.owned import model_of
from infoview.organizations.ten import actions as ten

SEEN_ALL = {"include_deleted": True}
# What moves and acts change: no field of a form, so a form that is open meanwhile stays good.
OF_ACTS = frozenset(
    {"stage", "position", "stage_at", "paused_at", "paused_until", "closed_at", "closed_reason", "deleted_at"}
    | {"rank", "why", "is_practice"}
)


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
    touched = _touched(changes)
    for mail in (each for each in touched if isinstance(each.row, Mail)):
        _check_mail(mail.row, mail.before)
    later = sorted({_name(each.row) for each in touched if not _still_stands(each)})
    if later:
        raise _too_late(", ".join(later))
    for each in touched:
        name = _name(each.row)
        try:
            _put_back(each, at)
            db.session.flush()
        except IntegrityError:  # another of that name was made since
            raise _too_late(name) from None
    if any(isinstance(each.row, Organization) for each in touched):
        ten.settle()
    return changes


@dataclass(slots=True)
class _Touched:
    """A row an act changed: what it was before the act and after it, however many steps that took."""

    row: Any
    is_new: bool
    before: dict[str, Any]
    after: dict[str, Any]


def _touched(changes: list[Change]) -> list[_Touched]:
    """Return the rows of an act, the last one changed first. `changes` are its changes, the latest first."""
    found: dict[tuple[str, int], _Touched] = {}
    for change in changes:
        key = change.row_table, change.row_id
        if key not in found:
            found[key] = _Touched(_row(change), is_new=False, before={}, after={})
        each = found[key]
        each.is_new = each.is_new or not change.before
        each.before, each.after = each.before | change.before, change.after | each.after
    return list(found.values())


def _check_mail(mail: Mail, before: dict[str, Any]) -> None:
    """Refuse to take back what has left, and to send anything by taking something back."""
    was = before.get("state")
    by_hand = was in (MailState.UNKNOWN.value, MailState.HELD.value)
    if mail.state in (MailState.SENDING, MailState.HANDING_OVER) or (mail.state is MailState.SENT and not by_hand):
        raise Refused(_("This mail has left, or is just leaving: it cannot be taken back."))
    if was == MailState.QUEUED.value and mail.state is not MailState.HELD:
        raise Refused(_("Nothing is sent by undoing. Send the message from its draft."))


def _too_late(what: str) -> Refused:
    return Refused(_("This cannot be undone any more: %(what)s changed since.", what=what))


def _row(change: Change) -> Any:
    model = model_of(change.row_table)
    row = db.session.scalar(select(model).where(model.id == change.row_id), execution_options=SEEN_ALL)
    if row is None:
        raise NotThere
    return row


def _still_stands(each: _Touched) -> bool:
    """Whether a row still is as the act left it. A card's place does not count: neighbours may have moved."""
    row = each.row
    return all(_value(row, key, after) == getattr(row, key) for key, after in each.after.items() if key != "position")


def _put_back(each: _Touched, at: datetime) -> None:
    row = each.row
    if each.is_new:
        if isinstance(row, Message):
            row.withdrawn_at = at
        else:
            row.deleted_at = at
        return
    values = {key: _value(row, key, before) for key, before in each.before.items()}
    if isinstance(row, Mail) and values.get("state") is MailState.QUEUED and row.due_at <= at:
        return  # its turn has come meanwhile: nothing is sent by undoing
    if isinstance(row, Contact) and {"stage", "position"} & values.keys():
        _put_back_on_board(row, values, at)
    for key, value in values.items():
        setattr(row, key, value)
    if hasattr(row, "version") and values.keys() - OF_ACTS:
        row.version += 1


def _put_back_on_board(contact: Contact, values: dict[str, Any], at: datetime) -> None:
    """Give a card its old stage and the place nearest to its old one; the history gets a move of its own."""
    stage: Stage | None = values.get("stage", contact.stage)
    position: int | None = values.get("position", contact.position)
    if stage is not None:
        values["position"] = _nearest_place(contact, stage, position)
    if stage is not contact.stage:
        change = StageChange(from_stage=contact.stage, to_stage=stage, at=at, batch=running_batch().id)
        contact.stage_changes.append(change)


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
    if isinstance(row, EmailAddress):
        return row.address
    for key in ("full_name", "name", "number", "url"):
        if hasattr(row, key):
            return str(getattr(row, key))
    contact_id = getattr(row, "contact_id", None)
    contact = db.session.get(Contact, contact_id) if contact_id is not None else None
    return contact.full_name if contact else _("something")
