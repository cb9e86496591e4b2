"""What must hold of every database, whatever happened to it: seen on a copy in memory."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from faults.acts import Broken
from sqlalchemy import create_engine, select
from sqlalchemy.pool import StaticPool

from infoview.migrations.search import _COLUMNS, _MESSAGE_COLUMNS, _plain
from infoview.models import Change
from infoview.models.change import stored
from infoview.models.owned import model_of, owned_tables
from infoview.sqlite import driver

SAME_MOVE = "s.contact_id = c.row_id AND s.batch = c.batch"
# Each finds rows that must not be there.
NEVER = {
    "a page is damaged": "SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
    "a row names a row that is not there": "SELECT * FROM pragma_foreign_key_check",
    "two cards at one place": "SELECT stage, position FROM contacts WHERE stage IS NOT NULL "
    "GROUP BY owner_id, stage, position HAVING count(*) > 1",
    "a card without a place, or a place without a card": "SELECT id, stage, position FROM contacts "
    "WHERE (stage IS NULL) <> (position IS NULL)",
    "a move that does not begin where the one before ended": "SELECT * FROM (SELECT id, contact_id, from_stage, "
    "lag(to_stage) OVER (PARTITION BY contact_id ORDER BY id) AS was FROM stage_changes) WHERE from_stage IS NOT was",
    "a card that is not where its last move put it": "SELECT c.id, c.stage, last.to_stage FROM contacts c LEFT JOIN "
    "(SELECT contact_id, to_stage, at, max(id) FROM stage_changes GROUP BY contact_id) last ON last.contact_id = c.id "
    "WHERE c.stage IS NOT last.to_stage",
    "a move that is not among the changes": "SELECT * FROM stage_changes s WHERE NOT EXISTS (SELECT 1 FROM changes c "
    f"WHERE c.row_table = 'contacts' AND {SAME_MOVE} AND c.after ->> 'stage' IS s.to_stage)",
    "a change of stage without a move": "SELECT * FROM changes c WHERE c.row_table = 'contacts' "
    "AND json_type(c.before, '$.stage') IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stage_changes s "
    f"WHERE {SAME_MOVE} AND s.from_stage IS c.before ->> 'stage' AND s.to_stage IS c.after ->> 'stage')",
    "a version that does not count the edits": "SELECT c.id, c.version, count(DISTINCT h.batch) FROM contacts c "
    "LEFT JOIN changes h ON h.row_table = 'contacts' AND h.row_id = c.id AND h.act IN ('edit', 'undo') "
    "AND EXISTS (SELECT 1 FROM json_each(h.before) WHERE key IN ('full_name', 'title')) "
    "GROUP BY c.id HAVING c.version <> 1 + count(DISTINCT h.batch)",
    "a part of an import": "SELECT i.id, i.state, count(c.id) FROM imports i LEFT JOIN contacts c "
    "ON c.import_id = i.id GROUP BY i.id HAVING count(c.id) <> coalesce(i.counts ->> 'added', 0) "
    "OR (i.state <> 'uploaded' AND i.content IS NOT NULL)",
    "a form that was answered nowhere": "SELECT * FROM once_keys WHERE coalesce(location, '') = ''",
    "a contact that is not found by what is said of it": f"SELECT id, {', '.join(map(_plain, _COLUMNS))} "
    f"FROM contact_texts EXCEPT SELECT rowid, {', '.join(_COLUMNS)} FROM contacts_fts",
    "a contact that is found by what is not said of it": f"SELECT rowid, {', '.join(_COLUMNS)} FROM contacts_fts "
    f"EXCEPT SELECT id, {', '.join(map(_plain, _COLUMNS))} FROM contact_texts",
    "a message that is not found by what it says": f"SELECT id, {', '.join(map(_plain, _MESSAGE_COLUMNS))} "
    f"FROM message_texts EXCEPT SELECT rowid, {', '.join(_MESSAGE_COLUMNS)} FROM messages_fts",
    "a message that is found by what it does not say": f"SELECT rowid, {', '.join(_MESSAGE_COLUMNS)} FROM messages_fts "
    f"EXCEPT SELECT id, {', '.join(map(_plain, _MESSAGE_COLUMNS))} FROM message_texts",
}


@contextmanager
def copied(database: Path) -> Iterator[Any]:
    """A copy in memory: looking at it cannot change what is looked at."""
    with closing(driver.connect(":memory:", check_same_thread=False)) as copy:
        with closing(driver.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as source:
            source.backup(copy)
        yield copy


def check(rows: Any) -> None:
    """Raise Broken if the database, opened as `rows`, does not keep every promise."""
    for what, statement in NEVER.items():
        found = rows.execute(statement).fetchmany(3)
        if found:
            raise Broken(f"{what}: {found}")
    for table in ("contacts_fts", "messages_fts"):
        rows.execute(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)")
    rows.rollback()
    _check_history(rows)


def _check_history(rows: Any) -> None:
    """The changes of every row, one after the other, lead to what is stored.

    Places are left out: spreading them anew is no act of the user's and leaves no change.
    """
    told: dict[tuple[str, int], dict[str, Any]] = defaultdict(dict)
    engine = create_engine("sqlite://", module=driver, creator=lambda: rows, poolclass=StaticPool)
    with engine.connect() as connection:
        for change in connection.execute(select(Change.__table__).order_by(Change.id)):
            row = told[change.row_table, change.row_id]
            for key, before in change.before.items():
                if row.get(key, before) != before and key != "position":
                    raise Broken(f"{change.row_table} {change.row_id}: {key} was {before!r}, but was told {row[key]!r}")
            row.update(change.after)
        for table in {table for table, _ in told} & owned_tables().keys():
            for row in connection.execute(select(model_of(table).__table__)):
                for key, value in told.get((table, row.id), {}).items():
                    if stored(getattr(row, key)) != value and key != "position":
                        raise Broken(f"{table} {row.id}: {key} is {getattr(row, key)!r}, but was told {value!r}")
