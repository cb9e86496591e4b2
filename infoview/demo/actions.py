"""Filling an account with sample data, and taking it out again as a whole."""

import random
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import InstrumentedAttribute

from infoview import clock
from infoview.db import db, describe, transaction
from infoview.demo import arcs, cast, crowd, deciding
from infoview.demo.teller import Teller
from infoview.errors import Refused
from infoview.i18n import _, language
from infoview.models import (
    Account,
    Career,
    Contact,
    ContactTag,
    FreeSlot,
    Import,
    LearningGoal,
    Meeting,
    Organization,
    Share,
    Shared,
    Tag,
)
from infoview.models.importing import ImportKind, ImportState
from infoview.text import fold
from infoview.transfer.actions import undo_import

CONTACTS_AT_A_TIME = 200
TOLD_ONE_BY_ONE = 200  # the others come as a crowd
Beside = type[Organization | Career | Tag | LearningGoal | FreeSlot | Share]
MADE_BESIDE: dict[str, Beside] = {
    "organizations": Organization,
    "careers": Career,
    "tags": Tag,
    "learning_goals": LearningGoal,
    "free_slots": FreeSlot,
    "shares": Share,
}
UNSEEN = {"synchronize_session": False}


def fill(account: Account, contacts: int, *, at: datetime) -> None:
    """Make an invented pipeline of so many contacts, as if built up over the months before `at`.

    Committed piece by piece, each whole by itself, so that nobody waits long for the database.
    Raises Refused if there is sample data already.
    """
    with transaction():
        describe("demo")
        if find() is not None:
            raise Refused(_("There is sample data already. Remove it first."))
        brought = Import(
            kind=ImportKind.DEMO, state=ImportState.CONFIRMED, created_at=at, confirmed_at=at, counts={"added": 0}
        )
        db.session.add(brought)
    known = {fold(name) for name in db.session.scalars(select(Contact.full_name))}
    people = cast.people(language(), expected=contacts, but=known)
    told = cast.texts(language())
    teller = Teller(account, told, people, at, random.Random(cast.SEED), heard=cast.texts(f"heard-{language()}"))
    place = 0
    while (left := contacts - brought.counts["added"]) > 0:
        teller.room = min(left, CONTACTS_AT_A_TIME)
        with transaction():
            newest = _newest()
            if brought.counts["added"] < TOLD_ONE_BY_ONE:
                while teller.room:
                    arcs.tell(teller, place)
                    place += 1
                if not brought.counts["added"]:
                    deciding.tell(teller)
            else:
                crowd.bring(teller, brought.id)
            _sign(brought, teller.appeared, newest)
        teller.appeared.clear()
        db.session.expunge_all()
        brought = db.session.get_one(Import, brought.id)


def remove(*, at: datetime) -> list[str]:
    """Take the sample data out; return the names of those who stay because they were used since.

    Raises Refused if there is none.
    """
    with transaction():
        brought = find()
        if brought is None:
            raise Refused(_("There is no sample data here."))
        kept = undo_import(brought, at=at)
        _remove_unused(Career, brought, _in_use(Contact.career_id), _in_use(Meeting.career_id), at=at)
        _remove_unused(Tag, brought, _in_use(ContactTag.tag_id), at=at)
        _remove_unused(LearningGoal, brought, select(LearningGoal.id).join(Career), at=at)
        _remove_unused(FreeSlot, brought, select(FreeSlot.id).join(Contact, Contact.id == FreeSlot.contact_id), at=at)
        _remove_unused(Share, brought, _in_use(Shared.share_id), at=at)
        return [named.full_name for named in kept]


def find() -> Import | None:
    """Return the sample data that is there, or None."""
    there = select(Import).where(Import.kind == ImportKind.DEMO, Import.state == ImportState.CONFIRMED)
    return db.session.scalar(there.limit(1))


def _newest() -> dict[str, int]:
    """Return the highest ids so far of what is made beside contacts."""
    return {
        name: db.session.scalar(select(func.max(model.id)), execution_options={"include_deleted": True}) or 0
        for name, model in MADE_BESIDE.items()
    }


def _sign(brought: Import, contacts: list[Contact], newest: dict[str, int]) -> None:
    """Mark what was made as sample data. What changes after `confirmed_at` counts as used."""
    for contact in contacts:
        contact.import_id = brought.id
    db.session.flush()
    counts = {**brought.counts, "added": brought.counts["added"] + len(contacts)}
    for name, model in MADE_BESIDE.items():
        made = db.session.scalars(select(model.id).where(model.id > newest[name]))
        counts[name] = [*counts.get(name, []), *made]
    brought.counts = counts
    brought.confirmed_at = clock.now()  # the acts left their changes now, whenever they are told to have happened


def _in_use(column: InstrumentedAttribute[Any]) -> Select[Any]:
    """Return the ids a column of contacts, or of what belongs to them, leads to."""
    found = select(column).where(column.is_not(None))
    return found if column.class_ is Contact else found.join(Contact, Contact.id == column.class_.contact_id)


def _remove_unused(model: Beside, brought: Import, *in_use: Select[Any], at: datetime) -> None:
    made = model.id.in_(brought.counts.get(model.__tablename__, []))
    unused = [model.id.not_in(ids) for ids in in_use]
    db.session.execute(update(model).where(made, *unused).values(deleted_at=at), execution_options=UNSEEN)
