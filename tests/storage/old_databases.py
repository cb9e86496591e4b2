"""Databases of any revision with rows in every table, made from the schema itself, so new tables are filled too."""

import shutil
from contextlib import closing
from datetime import date, timedelta

from alembic import command
from sqlalchemy import Enum

from infoview import schema
from infoview.models import Base
from infoview.schema import alembic_config
from infoview.sqlite import APPLICATION_ID, driver
from infoview.upgrade import engine_on

ROWS = 3
NEXT = "9000"
REBUILT = ("accounts", "contacts", "meetings", "tags")
NEXT_REVISION = '''
"""What a revision may do at worst: rebuild tables that others hang on, and that the search watches."""

import os
import signal

from alembic import op

revision, down_revision, branch_labels, depends_on = "9000", {before!r}, None, None


def upgrade():
    for name in {rebuilt}:
        with op.batch_alter_table(name, recreate="always"):
            pass
        if name == os.environ.get("KILLED_AFTER"):
            os.kill(os.getpid(), signal.SIGKILL)
'''


def revisions_and_the_next(folder):
    """Copy the migrations to `folder` and add one more; return where they are."""
    shutil.copytree(schema.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    before = schema.revisions()[-1]
    (folder / "versions" / f"{NEXT}_next.py").write_text(NEXT_REVISION.format(before=before, rebuilt=REBUILT))
    return folder


def make_database(path, revision):
    """Make a database as the version with that revision left it, with rows in every table."""
    path.parent.mkdir(exist_ok=True)
    with closing(driver.connect(str(path))) as new:
        new.execute(f"PRAGMA application_id={APPLICATION_ID}")
    with engine_on(path) as engine, engine.connect() as connection:
        command.upgrade(alembic_config(connection), revision)
    with closing(driver.connect(str(path), isolation_level=None)) as connection:
        for statement in ("PRAGMA foreign_keys=ON", "BEGIN", "PRAGMA defer_foreign_keys=ON"):
            connection.execute(statement)
        for table in tables(connection):
            for number in range(1, ROWS + 1):
                _insert(connection, table, number)
        connection.execute("COMMIT")


def _insert(connection, table, number):
    """Insert a row whose parents are the rows of that number; so each account has one of everything."""
    keys = {row[3] for row in connection.execute(f"PRAGMA foreign_key_list({table})")}
    row = {}
    for _, name, kind, *_ in connection.execute(f"PRAGMA table_info({table})"):
        row[name] = number if name in keys or name == "id" else _value(table, name, kind, number)
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))


def _value(table, column, kind, number):
    if column == "deleted_at" and number < ROWS:
        return None
    known = Base.metadata.tables[table].c.get(column) if table in Base.metadata.tables else None
    if known is not None and isinstance(known.type, Enum):
        return known.type.enums[0]
    day = date(2026, 1, 1) + timedelta(number)
    values = {
        "INTEGER": number,
        "BIGINT": number << 20,
        "BOOLEAN": number % 2,
        "DATETIME": f"{day} 12:00:00.000000",
        "DATE": str(day),
        "TIME": "14:30:00.000000",
        "JSON": f'{{"number": {number}}}',
        "BLOB": bytes([0, number, 255]),
    }
    return values.get(kind, f"{column} number {number}, “żółć”")


def tables(connection):
    """The tables that revisions make and fill: not the search's own, nor those of Alembic and SQLite."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return [name for (name,) in names if "_fts" not in name and name not in ("alembic_version", "sqlite_sequence")]


def rows(path):
    """Every row of a database by table and id."""
    found = {}
    with closing(driver.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = driver.Row
        for table in tables(connection):
            found[table] = {row["id"]: dict(row) for row in connection.execute(f"SELECT * FROM {table}")}
    return found
