"""Many rows at once: what an import writes, with the owner set and every key checked."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, bindparam, func, insert, select, text, update
from sqlalchemy.orm import Session

from infoview.db import db
from infoview.errors import NotThere
from infoview.models.owned import owned_keys

CHUNK = 500
AT_ONCE = 1000  # more at once take much memory and save no time


def bulk_insert(model: type[Any], rows: Sequence[Mapping[str, Any]]) -> range:
    """Insert many rows of the owner's; return their ids, in order.

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
    for key, target in owned_keys(table.name).items():
        _check_keys(session, target, {row[key] for row in rows if row.get(key) is not None})
    for start in range(0, len(rows), AT_ONCE):
        # RETURNING makes SQLAlchemy send many rows per statement: full-text search writes once for each, twice as fast.
        connection.execute(
            insert(table).returning(table.c.id),
            [{**row, "id": first + n, "owner_id": owner} for n, row in enumerate(rows[start : start + AT_ONCE], start)],
        )
    return range(first, first + len(rows))


def bulk_set(model: type[Any], key: str, values: Mapping[int, int]) -> None:
    """Set one column of many of the owner's rows, by id; leaves no `Change`, and rows loaded before are not told.

    A foreign key is checked like any other: raises NotThere if a row or what it is to name is not the owner's.
    """
    session = db.session()
    assert "batch" in session.info, "changed outside transaction()"
    if not values:
        return
    session.flush()
    table: Table = model.__table__
    _check_keys(session, model, set(values))
    if key in owned_keys(table.name):
        _check_keys(session, owned_keys(table.name)[key], set(values.values()))
    session.connection().execute(
        update(table).where(table.c.id == bindparam("row")).values({key: bindparam("set_to")}),
        [{"row": row, "set_to": value} for row, value in values.items()],
    )


def _check_keys(session: Session, target: type[Any], ids: set[int]) -> None:
    wanted = sorted(ids)
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        there = select(func.count()).select_from(target).where(target.id.in_(chunk))
        found = session.scalar(there, execution_options={"include_deleted": True})  # the trash is the owner's too
        if found != len(chunk):
            raise NotThere
