"""The database: the only commit, and ownership in one place.

No feature filters by owner or sets one: while an owner is set on the session, every statement sees that
owner's rows only, new rows are theirs, and a foreign key to a row they do not have is a row that is not there.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, TypeVar

import flask_sqlalchemy
from flask import current_app, g
from sqlalchemy import Table, bindparam, event, func, select
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, attributes, with_loader_criteria
from sqlalchemy.orm.context import FromStatement
from sqlalchemy.orm.interfaces import ORMOption
from sqlalchemy.sql import visitors

from infoview import clock
from infoview.config import Settings
from infoview.errors import AlreadyDone, NotThere
from infoview.history import Batch
from infoview.models import Account, Base, OnceKey, Owned
from infoview.models.account import NudgeRule
from infoview.models.owned import owned_keys, owned_tables, table_of
from infoview.sqlite import turn_to_write
from infoview.text import clean

Row = TypeVar("Row")


class Database(flask_sqlalchemy.SQLAlchemy):
    """The engine, and one session per app context."""

    def get_row(self, model: type[Row], row_id: int | None, *with_it: ORMOption) -> Row:
        """Return the owner's row with that id, loading `with_it`; raise NotThere if they have none."""
        row = self.session.get(model, row_id, options=with_it) if row_id is not None and 0 < row_id < 2**63 else None
        if row is None:
            raise NotThere
        return row


db = Database(metadata=Base.metadata, session_options={"expire_on_commit": False})


@contextmanager
def transaction(*, once: str | None = None, waits: bool = True) -> Iterator[Batch]:
    """Run one change to the database: commit it whole, or leave no trace.

    `once` is a form's once-key: posted a second time, raises AlreadyDone with where the first answer was
    (`batch.answer`, set inside the block). `waits` off gives up at once while somebody else is writing.

    SQLite allows one writer at a time. We take the write lock *before* reading what the change depends
    on, so no other request can move it under our feet.
    """
    session = db.session()
    assert not (session.new or session.dirty or session.deleted), "changed outside transaction()"
    session.rollback()  # drop the read snapshot this request may hold
    with turn_to_write(waits=waits) as seconds:
        try:
            session.connection(execution_options={"writing": True, "waits": seconds})  # says BEGIN IMMEDIATE
            batch = session.info["batch"] = Batch(secrets.token_hex(8))
            key = _remember_once(session, once)
            yield batch
            if key is not None:
                key.location = batch.answer
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.info.pop("batch", None)


def describe(act: str, *, undoes: str | None = None) -> None:
    """Name the act of the running transaction, for the timeline and for undo. The first name stays."""
    batch = running_batch()
    if not batch.is_named:
        batch.act, batch.undoes, batch.is_named = act, undoes, True


def next_act() -> None:
    """Begin another act in the running transaction, with a batch of its own: it is undone by itself."""
    batch = running_batch()
    db.session.flush()
    batch.id, batch.act, batch.undoes, batch.is_named = secrets.token_hex(8), "edit", None, False


def running_batch() -> Batch:
    """Return the batch of the running transaction."""
    batch = db.session().info.get("batch")
    assert isinstance(batch, Batch), "outside transaction()"
    return batch


def _remember_once(session: Session, once: str | None) -> OnceKey | None:
    once = clean(once or "")[:64]
    if not once or session.info.get("owner") is None:
        return None
    earlier = session.scalar(select(OnceKey).where(OnceKey.key == once))
    if earlier is not None:
        raise AlreadyDone(earlier.location)
    key = OnceKey(key=once, at=clock.now())
    session.add(key)
    return key


# --- ownership --------------------------------------------------------------------------------------


@contextmanager
def as_owner(account: Account) -> Iterator[None]:
    """Work as `account` with a session, language and zone of its own, outside any request of theirs."""
    with current_app.app_context():
        nudges = account.nudge_rule, account.nudge_days
        set_owner(account.id, language=account.language, zone=account.zone, nudges=nudges)
        yield


def set_owner(account_id: int, *, language: str, zone: str, nudges: tuple[NudgeRule, int]) -> None:
    """Make the present session that account's; done once, before its first statement on owned rows."""
    session = db.session()
    assert session.info.get("owner") in (None, account_id), "a session has one owner"
    session.info["owner"] = account_id
    g.language, g.zone, g.nudges = language, zone, nudges


def owner_id() -> int:
    """Return the id of the account whose session this is."""
    return int(db.session().info["owner"])


def zone() -> str:
    """Return the IANA name of the owner's time zone."""
    return str(g.get("zone") or "UTC")


def settings() -> Settings:
    """Return the settings of the app that is at work."""
    found: Settings = current_app.extensions["settings"]
    return found


def nudge_rule() -> tuple[NudgeRule, int]:
    """Return the owner's rule for requests that have had no answer, and the days it waits."""
    rule, days = g.get("nudges") or (NudgeRule.AFTER_DAYS, 7)
    return rule, days


@event.listens_for(db.session, "do_orm_execute")
def _see_only_own(state: ORMExecuteState) -> None:
    statement = state.statement
    if not state.is_orm_statement or isinstance(statement, FromStatement) or (not state.is_select and state.parameters):
        raise AssertionError("the session runs ORM statements only: no other can be limited to one owner")
    owner = state.session.info.get("owner")
    if owner is None:
        _refuse_owned(statement)
        return
    if state.is_update:
        _refuse_bulk_keys(statement)
    if state.is_column_load:
        return
    state.statement = statement.options(_criteria(owner, bool(state.execution_options.get("include_deleted"))))


@lru_cache(64)
def _criteria(owner: int, with_deleted: bool) -> Any:
    """Return what limits a statement to its owner's rows.

    `likely` tells SQLite that nearly every row is the owner's: an index on anything else is worth more.
    """
    if with_deleted:
        return with_loader_criteria(Owned, lambda cls: func.likely(cls.owner_id == owner), include_aliases=True)
    return with_loader_criteria(
        Owned, lambda cls: func.likely(cls.owner_id == owner) & cls.deleted_at.is_(None), include_aliases=True
    )


# The same for statements that are turned into SQL once, for every owner (`kept.py`).
OWN_BY_PARAMETER = with_loader_criteria(
    Owned,
    lambda cls: func.likely(cls.owner_id == bindparam("owner_of_all")) & cls.deleted_at.is_(None),
    include_aliases=True,
)


def _refuse_owned(statement: Any) -> None:
    if (table := _owned_table_in(statement)) is not None:
        raise AssertionError(f"no owner is set, and the statement touches {table}")


@lru_cache(32)  # a statement never changes, and every page asks the same one about its device
def _owned_table_in(statement: Any) -> str | None:
    elements = visitors.iterate(statement)
    return next((each.name for each in elements if isinstance(each, Table) and each.name in owned_tables()), None)


def _refuse_bulk_keys(statement: Any) -> None:
    keys = owned_keys(statement.entity_description["table"].name)
    values = getattr(statement, "_values", None) or {}
    named = {getattr(column, "key", column) for column in values}
    if keys.keys() & named:
        raise AssertionError("a bulk update sets no foreign key: nothing would check whose row it names")


@event.listens_for(db.session, "before_flush")
def _write_only_own(session: Session, _context: UOWTransaction, _instances: object) -> None:
    owner = session.info.get("owner")
    for row in (*session.new, *session.dirty, *session.deleted):
        if not isinstance(row, Owned):
            continue
        assert owner is not None, "no owner is set"
        assert "batch" in session.info, "changed outside transaction()"
        if row in session.new:
            row.owner_id = owner
        assert row.owner_id == owner, "another owner's row"
        for key, target in owned_keys(table_of(row)).items():
            for value in attributes.get_history(row, key).added or ():
                with session.no_autoflush:
                    # What lies in the trash may be named: undo puts back what a row named before.
                    seen_all = {"include_deleted": True}
                    if value is not None and session.get(target, value, execution_options=seen_all) is None:
                        raise NotThere
