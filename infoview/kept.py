"""Reads that nearly every page asks: limited to their owner and turned into SQL once, and from then on only run.

SQLAlchemy takes many times longer to run a statement than SQLite does, because it looks through all of it each time.
"""

from collections import namedtuple
from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from infoview.db import OWN_BY_PARAMETER, db
from infoview.models.base import Instant


class _Ready(NamedTuple):
    sql: str
    names: list[str]
    fixed: dict[str, Any]
    converted: list[tuple[int, Callable[[Any], Any]]]
    row: Callable[..., Any]


class Kept:
    """A read of columns whose statement never changes but for its named parameters.

    Each owned table in it is limited as `db.py` limits every statement: to rows of the owner's that are not in the
    trash. Without an owner it does not run.
    """

    all: ClassVar[list["Kept"]] = []

    def __init__(self, statement: Any) -> None:
        """Keep a statement."""
        self.statement = statement
        self._ready: _Ready | None = None
        self.all.append(self)

    def rows(self, **values: Any) -> list[Any]:
        """Return the rows, their columns by name."""
        session = db.session()
        assert session.info.get("owner") is not None, "no owner is set"
        session.flush()
        ready = self._ready = self._ready or self.prepared(db.engine.dialect)
        given = {**ready.fixed, **values, "owner_of_all": session.info["owner"]}
        parameters = tuple([given[name] for name in ready.names])
        rows = []
        result = session.connection().exec_driver_sql(ready.sql, parameters)
        assert result.cursor is not None
        for found in result.cursor.fetchall():  # as they come: of thousands, wrapping each costs more than reading it
            cells = list(found)
            for place, convert in ready.converted:
                cells[place] = convert(cells[place])
            rows.append(ready.row(*cells))
        result.close()
        return rows

    def prepared(self, dialect: Any) -> _Ready:
        """Return the statement as SQL, with what turns stored values into ours."""
        compiled: Any = self.statement.options(OWN_BY_PARAMETER).compile(dialect=dialect)
        columns = list(self.statement.selected_columns)
        fixed = {}
        for name, value in compiled.params.items():
            store = compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect)
            fixed[name] = store(value) if store and value is not None else value
        readers = [_reader(column.type, dialect) for column in columns]
        converted = [(place, reader) for place, reader in enumerate(readers) if reader is not None]
        row = namedtuple("KeptRow", [column.key for column in columns])  # type: ignore[misc]
        return _Ready(str(compiled), list(compiled.positiontup), fixed, converted, row)


def _reader(kind: Any, dialect: Any) -> Callable[[Any], Any] | None:
    """Return what turns a stored value of a column into ours, None if it is that already."""
    if isinstance(kind, Instant):
        return _instant
    reader: Callable[[Any], Any] | None = kind.dialect_impl(dialect).result_processor(dialect, None)
    return reader


def _instant(stored: str | None) -> datetime | None:
    """Return an instant as `Instant` does, in a tenth of the time: pages read thousands."""
    return datetime.fromisoformat(f"{stored}+00:00") if stored else None
