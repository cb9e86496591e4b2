"""The whole database file as rows, to see whether anything changed; and the way back to how it was."""

from contextlib import closing

from infoview.db import db
from infoview.models import Base
from infoview.models.owned import owned_keys, owned_tables
from infoview.sqlite import driver

# What any request may write: that a device was seen, that somebody tried to sign in.
# Columns that no answer shows, and the shadow tables of the search, are compared too.
ANY_REQUEST_WRITES = {"attempts": None, "devices": "seen_at", "once_keys": None}


def opened(app):
    return closing(driver.connect(app.extensions["settings"].database, isolation_level=None))


def whole_database(app):
    """Every row of every table, by table: of all accounts, the deleted ones too."""
    with opened(app) as connection:
        connection.execute("BEGIN")
        return {table: rows_of(connection, table) for table in tables(connection)}


def tables(connection):
    """The tables that hold rows of their own."""
    kept = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    return [name for (name,) in connection.execute(kept) if ANY_REQUEST_WRITES.get(name, "") is not None]


def rows_of(connection, table):
    names = _columns(connection, table)
    found = connection.execute(f'SELECT {", ".join(names)} FROM "{table}"')
    left_out = ANY_REQUEST_WRITES.get(table)
    return [tuple(v for n, v in zip(names, row, strict=True) if n != left_out) for row in found]


def _columns(connection, table):
    """The columns in the order of the model: a column that came later stands last in the file."""
    if table in Base.metadata.tables:
        return Base.metadata.tables[table].columns.keys()
    return [name for _, name, *_ in connection.execute(f'PRAGMA table_info("{table}")')]


def changed(before, after):
    """The tables in which something changed."""
    return sorted(table for table in before.keys() | after.keys() if before.get(table) != after.get(table))


class Keeper:
    """Puts the database back to how it was when this was made, again and again."""

    def __init__(self, app):
        self.app = app
        self.kept = driver.connect(":memory:", isolation_level=None)
        with opened(app) as connection:
            connection.backup(self.kept)
        self.rows = whole_database(app)

    def put_back(self):
        """Put everything back."""
        with self.app.app_context():
            db.session.remove()
        with opened(self.app) as connection:
            self.kept.backup(connection)


def rows_on_others(app):
    """Foreign keys that lead to a row of another account, each as table and column: there must never be one."""
    found = []
    with opened(app) as connection:
        for table in owned_tables():
            for key, target in owned_keys(table).items():
                crossing = (
                    f"SELECT count(*) FROM {table} AS here JOIN {target.__tablename__} AS there "
                    f"ON here.{key} = there.id WHERE here.owner_id <> there.owner_id"
                )
                if connection.execute(crossing).fetchone()[0]:
                    found.append((table, key))
    return found
