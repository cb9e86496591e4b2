"""The database: SQLite's settings, the only commit, and ownership in one place.

No feature filters by owner or sets one: while an owner is set on the session, every statement sees that
owner's rows only, new rows are theirs, and a foreign key to a row they do not have is a row that is not there.
"""

import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any, TypeVar

import flask_sqlalchemy
from flask import current_app, g
from sqlalchemy import Column, Connection, Engine, Table, bindparam, event, func, insert, inspect, select, text, update
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, UOWTransaction, attributes, with_loader_criteria
from sqlalchemy.orm.context import FromStatement
from sqlalchemy.sql import visitors

from infoview import clock
from infoview.errors import AlreadyDone, NotThere
from infoview.models import Account, Base, Change, Contact, OnceKey, Owned
from infoview.models.change import stored

driver: ModuleType = sqlite3
try:
    import pysqlite3.dbapi2

    driver = pysqlite3.dbapi2  # its SQLite is newer than the system's
except ImportError:
    pass  # no wheel for this machine

BUSY_SECONDS = 15
CHUNK = 500
Row = TypeVar("Row")


class Database(flask_sqlalchemy.SQLAlchemy):
    """The engine, and one session per app context."""

    def get_row(self, model: type[Row], row_id: int | None) -> Row:
        """Return the owner's row with that id; raise NotThere if they have none."""
        row = self.session.get(model, row_id) if row_id is not None and 0 < row_id < 2**63 else None
        if row is None:
            raise NotThere
        return row


db = Database(metadata=Base.metadata, session_options={"expire_on_commit": False})


# --- SQLite -----------------------------------------------------------------------------------------


def has_safe_wal(version: tuple[int, ...]) -> bool:
    """Whether this SQLite is free of the WAL-reset bug (fixed in 3.51.3, 3.50.7 and 3.44.6)."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


JOURNAL = "WAL" if has_safe_wal(driver.sqlite_version_info) else "TRUNCATE"


def engine_options() -> dict[str, Any]:
    """Return what create_engine needs to use our driver."""
    return {"module": driver, "pool_size": 10, "connect_args": {"check_same_thread": False}}


@event.listens_for(Engine, "connect")
def _prepare_connection(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: _begin does
    for pragma in (
        f"busy_timeout={BUSY_SECONDS * 1000}",
        f"journal_mode={JOURNAL}",
        "foreign_keys=ON",
        "synchronous=FULL",
        "trusted_schema=OFF",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


# --- the only commit --------------------------------------------------------------------------------


@dataclass(slots=True)
class Batch:
    """One transaction's changes: what it was (`act`), its `id` for undo, and where its answer is."""

    id: str
    act: str = "edit"
    undoes: str | None = None
    answer: str | None = None
    is_named: bool = False


@contextmanager
def transaction(*, once: str | None = None) -> Iterator[Batch]:
    """Run one change to the database: commit it whole, or leave no trace.

    `once` is a form's once-key: posted a second time, raises AlreadyDone with where the first answer was
    (`batch.answer`, set inside the block).

    SQLite allows one writer at a time. We take the write lock *before* reading what the change depends
    on, so no other request can move it under our feet.
    """
    session = db.session()
    assert not (session.new or session.dirty or session.deleted), "changed outside transaction()"
    session.rollback()  # drop the read snapshot this request may hold
    session.connection(execution_options={"writing": True})  # makes _begin say BEGIN IMMEDIATE
    batch = session.info["batch"] = Batch(secrets.token_hex(8))
    try:
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
    if not once or session.info.get("owner") is None:
        return None
    earlier = session.scalar(select(OnceKey).where(OnceKey.key == once))
    if earlier is not None:
        raise AlreadyDone(earlier.location)
    key = OnceKey(key=once[:64], at=clock.now())
    session.add(key)
    return key


# --- ownership --------------------------------------------------------------------------------------


@contextmanager
def as_owner(account: Account) -> Iterator[None]:
    """Work as `account` with a session, language and zone of its own, outside any request of theirs."""
    with current_app.app_context():
        set_owner(account.id, language=account.language, zone=account.zone)
        yield


def set_owner(account_id: int, *, language: str, zone: str) -> None:
    """Make the present session that account's; done once, before its first statement on owned rows."""
    session = db.session()
    assert session.info.get("owner") in (None, account_id), "a session has one owner"
    session.info["owner"] = account_id
    g.language, g.zone = language, zone


def owner_id() -> int:
    """Return the id of the account whose session this is."""
    return int(db.session().info["owner"])


def zone() -> str:
    """Return the IANA name of the owner's time zone."""
    return str(g.get("zone") or "UTC")


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
    if state.execution_options.get("include_deleted"):
        criteria = with_loader_criteria(Owned, lambda cls: cls.owner_id == owner, include_aliases=True)
    else:
        criteria = with_loader_criteria(
            Owned,
            lambda cls: (cls.owner_id == owner) & cls.deleted_at.is_(None),
            include_aliases=True,
        )
    state.statement = statement.options(criteria)


def _refuse_owned(statement: Any) -> None:
    for element in visitors.iterate(statement):
        if isinstance(element, Table) and element.name in _owned_tables():
            raise AssertionError(f"no owner is set, and the statement touches {element.name}")


def _refuse_bulk_keys(statement: Any) -> None:
    keys = _owned_keys(statement.entity_description["table"].name)
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
        for key, target in _owned_keys(_table(row)).items():
            for value in attributes.get_history(row, key).added or ():
                with session.no_autoflush:
                    if value is not None and session.get(target, value) is None:
                        raise NotThere


@cache
def _owned_tables() -> dict[str, type[Any]]:
    mappers: Iterable[Mapper[Any]] = Base.registry.mappers
    return {_table(mapper.class_): mapper.class_ for mapper in mappers if issubclass(mapper.class_, Owned)}


@cache
def _owned_keys(table: str) -> dict[str, type[Any]]:
    """Return a table's foreign keys to owned tables, each with the class it leads to."""
    if table not in _owned_tables():
        return {}
    mapper = inspect(_owned_tables()[table])
    columns: Iterable[Column[Any]] = mapper.columns
    return {
        mapper.get_property_by_column(column).key: _owned_tables()[key.column.table.name]
        for column in columns
        for key in column.foreign_keys
        if key.column.table.name in _owned_tables()
    }


def bulk_insert(model: type[Any], rows: Sequence[Mapping[str, Any]]) -> range:
    """Insert many rows of the owner's in one statement; return their ids, in order.

    The rows leave no `Change`: what made them (an import) can undo them as a whole.
    Raises NotThere if a row names a row its owner does not have.
    """
    session = db.session()
    owner = session.info["owner"]
    assert "batch" in session.info, "changed outside transaction()"
    session.flush()
    connection = session.connection()
    table: Table = model.__table__
    first = 1 + connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
    if table.dialect_options["sqlite"]["autoincrement"]:
        used = connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name = :t"), {"t": table.name}).scalar()
        first = max(first, 1 + (used or 0))
    if not rows:
        return range(first, first)
    for key, target in _owned_keys(table.name).items():
        _check_keys(session, target, {row[key] for row in rows if row.get(key) is not None})
    # RETURNING makes SQLAlchemy send many rows per statement: full-text search writes once for each, twice as fast.
    connection.execute(
        insert(table).returning(table.c.id),
        [{**row, "id": first + place, "owner_id": owner} for place, row in enumerate(rows)],
    )
    return range(first, first + len(rows))


def bulk_link(model: type[Any], key: str, targets: Mapping[int, int]) -> None:
    """Point a foreign key of many of the owner's rows, by id, at the ids `targets` says; leaves no `Change`.

    For rows just inserted that refer to each other. Raises NotThere if one of them is not the owner's.
    """
    session = db.session()
    assert "batch" in session.info, "changed outside transaction()"
    if not targets:
        return
    table: Table = model.__table__
    _check_keys(session, model, set(targets))
    _check_keys(session, _owned_keys(table.name)[key], set(targets.values()))
    session.connection().execute(
        update(table).where(table.c.id == bindparam("row")).values({key: bindparam("target")}),
        [{"row": row, "target": target} for row, target in targets.items()],
    )


def _check_keys(session: Session, target: type[Any], ids: set[int]) -> None:
    wanted = sorted(ids)
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        there = select(func.count()).select_from(target).where(target.id.in_(chunk))
        found = session.scalar(there, execution_options={"include_deleted": True})  # the trash is the owner's too
        if found != len(chunk):
            raise NotThere


_changes: Table = Change.__table__  # type: ignore[assignment]

# --- history ----------------------------------------------------------------------------------------


@event.listens_for(Mapper, "mapper_configured")
def _keep_old_values(mapper: Mapper[Any], model: type[Any]) -> None:
    """Have a tracked row load what a column held before it is set: undo needs it."""
    if issubclass(model, Owned) and model.__tracked__:
        for column in mapper.column_attrs:
            event.listen(getattr(model, column.key), "set", lambda *_: None, active_history=True)


@event.listens_for(db.session, "after_flush")
def _remember_changes(session: Session, _context: UOWTransaction) -> None:
    batch: Batch | None = session.info.get("batch")
    changes = [] if batch is None else [c for c in map(_changed, (*session.new, *session.dirty)) if c]
    if batch is None or not changes:
        return
    shared = {
        "owner_id": session.info["owner"],
        "at": clock.now(),
        "act": batch.act,
        "batch": batch.id,
        "undoes": batch.undoes,
    }
    session.connection().execute(insert(_changes), [{**shared, **change} for change in changes])


def _changed(row: object) -> dict[str, Any] | None:
    """Return what a flush changed on a row, as the columns of a Change, or None if nothing worth keeping."""
    if not isinstance(row, Owned) or not row.__tracked__:
        return None
    state = inspect(row)
    assert state is not None
    is_new = not state.persistent
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for key in _watched(_table(row)):
        if is_new:
            after[key] = stored(state.dict.get(key))
            continue
        history = state.attrs[key].history
        old, new = (stored(values[0]) if values else None for values in (history.deleted, history.added))
        if history.has_changes() and old != new:
            before[key], after[key] = old, new
    if not after:
        return None
    return {
        "row_table": _table(row),
        "row_id": row.id,
        "contact_id": row.id if isinstance(row, Contact) else getattr(row, "contact_id", None),
        "before": before,
        "after": after,
    }


@cache
def _watched(table: str) -> tuple[str, ...]:
    model = _owned_tables()[table]
    ignored = model.__unwatched__ | {"id", "owner_id"}
    return tuple(column.key for column in inspect(model).column_attrs if column.key not in ignored)


def _table(row: Any) -> str:
    return str(row.__tablename__)


def model_of(table: str) -> type[Any]:
    """Return the class of an owned table."""
    return _owned_tables()[table]
