"""Full-text search over contacts: one row of text for each contact, kept by triggers.

A revision that rebuilds one of the tables named here would drop its triggers without an error, or fail on them. So
`env.py` removes all of it before the revisions, and installs it after them, made anew from the rows.
"""

from collections.abc import Callable
from typing import Any

from alembic import op

from infoview.text import LETTERS

_TEXTS = """
CREATE VIEW contact_texts AS
SELECT c.id AS id, c.full_name AS name,
  coalesce((SELECT o.name FROM organizations o WHERE o.id = c.organization_id AND o.deleted_at IS NULL), '')
    AS organization,
  c.title AS title,
  coalesce((SELECT group_concat(t.name, ' ') FROM contact_tags ct JOIN tags t ON t.id = ct.tag_id
    WHERE ct.contact_id = c.id AND ct.deleted_at IS NULL AND t.deleted_at IS NULL), '') AS tags,
  coalesce((SELECT group_concat(n.body, ' ') FROM notes n
    WHERE n.contact_id = c.id AND n.deleted_at IS NULL), '') AS notes
FROM contacts c
"""
_TABLE = """
CREATE VIRTUAL TABLE contacts_fts USING fts5(
  name, organization, title, tags, notes, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
)
"""
_COLUMNS = ("name", "organization", "title", "tags", "notes")


def _plain(column: str) -> str:
    """Return the SQL for a text in which ł, ø, œ and the like are plain letters: the search engine knows accents only."""
    for letter, plain in LETTERS.items():
        column = f"replace({column}, '{letter}', '{plain}')"
    return column


_WRITE = (
    f"INSERT OR REPLACE INTO contacts_fts(rowid, {', '.join(_COLUMNS)}) "
    f"SELECT id, {', '.join(map(_plain, _COLUMNS))} FROM contact_texts WHERE id "
)
_TRIGGERS = {
    "contacts_fts_add": f"AFTER INSERT ON contacts BEGIN {_WRITE} = new.id; END",
    "contacts_fts_edit": f"AFTER UPDATE OF full_name, title, organization_id ON contacts BEGIN {_WRITE} = new.id; END",
    "contacts_fts_remove": "AFTER DELETE ON contacts BEGIN DELETE FROM contacts_fts WHERE rowid = old.id; END",
    "organizations_fts_edit": "AFTER UPDATE OF name, deleted_at ON organizations "
    f"BEGIN {_WRITE} IN (SELECT id FROM contacts WHERE organization_id = new.id); END",
    "tags_fts_edit": "AFTER UPDATE OF name, deleted_at ON tags "
    f"BEGIN {_WRITE} IN (SELECT contact_id FROM contact_tags WHERE tag_id = new.id); END",
    "contact_tags_fts_add": f"AFTER INSERT ON contact_tags BEGIN {_WRITE} = new.contact_id; END",
    "contact_tags_fts_edit": f"AFTER UPDATE OF tag_id, deleted_at ON contact_tags BEGIN {_WRITE} = new.contact_id; END",
    "contact_tags_fts_remove": f"AFTER DELETE ON contact_tags BEGIN {_WRITE} = old.contact_id; END",
    "notes_fts_add": f"AFTER INSERT ON notes BEGIN {_WRITE} = new.contact_id; END",
    "notes_fts_edit": f"AFTER UPDATE OF body, deleted_at ON notes BEGIN {_WRITE} = new.contact_id; END",
    "notes_fts_remove": f"AFTER DELETE ON notes BEGIN {_WRITE} = old.contact_id; END",
}


def remove(execute: Callable[[str], Any]) -> None:
    """Remove triggers, view and table, if they are there."""
    drops = (f"DROP TRIGGER IF EXISTS {name}" for name in _TRIGGERS)
    for statement in (*drops, "DROP VIEW IF EXISTS contact_texts", "DROP TABLE IF EXISTS contacts_fts"):
        execute(statement)


def install(execute: Callable[[str], Any] = op.execute) -> None:
    """Make view, table and triggers anew, and fill the table from the rows."""
    remove(execute)
    execute(_TEXTS)
    execute(_TABLE)
    for name, body in _TRIGGERS.items():
        execute(f"CREATE TRIGGER {name} {body}")
    execute(f"{_WRITE} IS NOT NULL")
