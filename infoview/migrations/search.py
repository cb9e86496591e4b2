"""Full-text search over contacts and over messages: one row of text for each of them, kept by triggers.

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
_MESSAGE_TEXTS = """
CREATE VIEW message_texts AS
SELECT m.id AS id, m.contact_id AS contact_id, c.full_name AS name, m.subject AS subject, m.body AS body
FROM messages m JOIN contacts c ON c.id = m.contact_id
"""
_MESSAGE_TABLE = """
CREATE VIRTUAL TABLE messages_fts USING fts5(
  name, subject, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
)
"""
_MESSAGE_COLUMNS = ("name", "subject", "body")
_WRITE_MESSAGE = (
    f"INSERT OR REPLACE INTO messages_fts(rowid, {', '.join(_MESSAGE_COLUMNS)}) "
    f"SELECT id, {', '.join(map(_plain, _MESSAGE_COLUMNS))} FROM message_texts WHERE "
)
_TRIGGERS = {
    "messages_fts_add": f"AFTER INSERT ON messages BEGIN {_WRITE_MESSAGE} id = new.id; END",
    "messages_fts_edit": "AFTER UPDATE OF subject, body, contact_id ON messages "
    f"BEGIN {_WRITE_MESSAGE} id = new.id; END",
    "messages_fts_remove": "AFTER DELETE ON messages BEGIN DELETE FROM messages_fts WHERE rowid = old.id; END",
    "contacts_messages_fts_edit": "AFTER UPDATE OF full_name ON contacts WHEN new.full_name <> old.full_name "
    f"BEGIN {_WRITE_MESSAGE} contact_id = new.id; END",
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
    """Remove triggers, views and tables, if they are there."""
    for name in _TRIGGERS:
        execute(f"DROP TRIGGER IF EXISTS {name}")
    for view, table in (("contact_texts", "contacts_fts"), ("message_texts", "messages_fts")):
        execute(f"DROP VIEW IF EXISTS {view}")
        execute(f"DROP TABLE IF EXISTS {table}")


def install(execute: Callable[[str], Any] = op.execute) -> None:
    """Make views, tables and triggers anew, and fill the tables from the rows."""
    remove(execute)
    for statement in (_TEXTS, _TABLE, _MESSAGE_TEXTS, _MESSAGE_TABLE):
        execute(statement)
    for name, body in _TRIGGERS.items():
        execute(f"CREATE TRIGGER {name} {body}")
    execute(f"{_WRITE} IS NOT NULL")
    execute(f"{_WRITE_MESSAGE} id IS NOT NULL")
