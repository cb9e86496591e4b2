"""Moving cards along the pipeline."""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import set_committed_value

from infoview.bulk import bulk_set
from infoview.db import db, describe, running_batch
from infoview.free_times.actions import release_theirs
from infoview.models import Contact, Stage, StageChange

GAP = 2**20


def move(contact: Contact, *, to: Stage | None, before: Contact | None, at: datetime) -> StageChange | None:
    """Put a contact at a place on the board (or, with `to` None, take it off) and remember a change of stage.

    Any stage may follow any other: people skip ahead and fall back. `before` is the card it goes in front of;
    None, or a card that has left that stage, means the end. A new place in the same stage leaves no history.
    A paused or closed contact that is moved is active again.
    """
    describe("move")
    reopen(contact)
    if to is None:
        return _change_stage(contact, None, None, at)
    if before is not None and before.stage is not to:
        before = None
    elif before is contact:
        before = _card_after(contact)
    if contact.stage is to and _stands_before(contact, before):
        return None
    return _change_stage(contact, to, place_before(before, in_stage=to, moving=contact), at)


def advance(contact: Contact, *, to: Stage, at: datetime) -> StageChange | None:
    """Move a contact forward to the top of a stage because of an act; never backwards.

    It is put on the board if it is not there, and is active again if it was paused or closed.
    """
    describe("move")
    reopen(contact)
    if contact.stage is not None and contact.stage.rank >= to.rank:
        return None
    return _change_stage(contact, to, place_before(first_card(to), in_stage=to, moving=contact), at)


def reopen(contact: Contact) -> None:
    """Make a paused or closed contact active again."""
    if contact.paused_at is not None or contact.closed_at is not None:
        contact.paused_at = contact.paused_until = contact.closed_at = contact.closed_reason = None


def first_card(stage: Stage) -> Contact | None:
    """Return the card at the top of a stage, paused and closed ones included."""
    return db.session.scalar(select(Contact).where(Contact.stage == stage).order_by(Contact.position).limit(1))


def place_before(before: Contact | None, *, in_stage: Stage, moving: Contact | None = None) -> int:
    """Return a free place in a stage: in front of `before`, or at the end.

    Places are 2^20 apart. When the gap in front of `before` is used up, the whole stage is respread first.
    """
    if before is None:
        end = _last_place(in_stage, moving)
        return GAP if end is None else end + GAP
    assert before.position is not None
    previous = _last_place(in_stage, moving, below=before.position)
    if previous is None:
        return before.position - GAP
    if before.position - previous < 2:
        _respread(in_stage)
        return place_before(before, in_stage=in_stage, moving=moving)
    return (previous + before.position) // 2


def _last_place(stage: Stage, moving: Contact | None, below: int | None = None) -> int | None:
    places = select(func.max(Contact.position)).where(Contact.stage == stage)
    if moving is not None and moving.id is not None:
        places = places.where(Contact.id != moving.id)
    if below is not None:
        places = places.where(Contact.position < below)
    return db.session.scalar(places, execution_options={"include_deleted": True})


def _card_after(contact: Contact) -> Contact | None:
    return db.session.scalar(
        select(Contact)
        .where(Contact.stage == contact.stage, Contact.position > contact.position)
        .order_by(Contact.position)
        .limit(1)
    )


def _stands_before(contact: Contact, before: Contact | None) -> bool:
    return _card_after(contact) is before


def _respread(stage: Stage) -> None:
    """Give every card of a stage a place 2^20 from the next: no act of the user's, so history does not keep it.

    In two steps, because places are unique at every moment: first past all old and all new places, then down.
    """
    cards = select(Contact).where(Contact.stage == stage).order_by(Contact.position)
    rows = list(db.session.scalars(cards, execution_options={"include_deleted": True}))
    places = {row.id: place * GAP for place, row in enumerate(rows, start=1)}
    past = max(rows[-1].position or 0, len(rows) * GAP)
    bulk_set(Contact, "position", {row: past + place for row, place in places.items()})
    bulk_set(Contact, "position", places)
    for row in rows:
        set_committed_value(row, "position", places[row.id])


def _is_met(stage: Stage | None) -> bool:
    return stage is not None and stage.rank >= Stage.MET.rank


def _change_stage(contact: Contact, to: Stage | None, position: int | None, at: datetime) -> StageChange | None:
    left = contact.stage
    contact.stage, contact.position = to, position
    if left is to:
        return None
    contact.stage_at = at
    if contact.id is not None and not _is_met(left) and _is_met(to):
        release_theirs(contact.id)  # they talked: the times that were offered are free again
    change = StageChange(contact=contact, from_stage=left, to_stage=to, at=at, batch=running_batch().id)
    db.session.add(change)  # appended to the contact's list, it would fetch all moves there ever were
    db.session.flush()
    return change


def keep_in_touch(contact: Contact, *, months: int | None, on: date | None) -> None:
    """Remember how often to write to a contact, and on what day next.

    Without `months` it is as often as their warmth says, without `on` it is counted from the last contact.
    """
    describe("rhythm")
    contact.touch_months, contact.touch_on = months, on
