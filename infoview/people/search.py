"""Finding contacts by words, in names, titles, organizations, tags and notes, whatever their case or accents."""

from sqlalchemy import ColumnElement, column, literal_column, select, table

from infoview.models import Contact
from infoview.text import clean_line, plain_letters

MOST_WORDS = 8
LONGEST_WORD = 60
_texts = table("contacts_fts", column("rowid"))


def matching(text: str) -> ColumnElement[bool] | None:
    """Return the condition that a contact's texts hold every word of `text`, or its beginning; None for no words."""
    query = query_of(text)
    if not query:
        return None
    found = select(_texts.c.rowid).where(literal_column("contacts_fts").op("MATCH")(query))
    # Going through an index in order and looking each id up among those found is quicker than fetching row after row
    # by id from all over the table; "+ 0" keeps SQLite from the latter.
    return (Contact.id + 0).in_(found)


def query_of(text: str) -> str:
    """Return the words of a text as the search engine takes them: each quoted, so that none can be an operator."""
    words = plain_letters(clean_line(text)).split()[:MOST_WORDS]
    quoted = (word[:LONGEST_WORD].replace('"', '""') for word in words)
    return " ".join(f'"{word}"*' for word in quoted)
