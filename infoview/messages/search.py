"""Finding messages by words, in the name of the contact, the subject and the text, whatever their case or accents."""

from sqlalchemy import ColumnElement, column, literal_column, select, table

from infoview.models import Message
from infoview.people.search import query_of

_texts = table("messages_fts", column("rowid"))


def matching(text: str) -> ColumnElement[bool] | None:
    """Return the condition that a message's texts hold every word of `text`, or its beginning; None for no words."""
    query = query_of(text)
    if not query:
        return None
    found = select(_texts.c.rowid).where(literal_column("messages_fts").op("MATCH")(query))
    return (Message.id + 0).in_(found)  # "+ 0": through the index in order, as for contacts
