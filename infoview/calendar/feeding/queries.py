"""Whose feed is asked for, and when it was read last."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from infoview.accounts.devices import token_hash
from infoview.db import db, transaction
from infoview.models.notification import Feed

NOTED_EVERY = timedelta(hours=1)


def find(token: str) -> Feed | None:
    """Return the feed at that address, or None."""
    return db.session.scalar(select(Feed).where(Feed.token_hash == token_hash(token)))


def note_read(feed: Feed, *, at: datetime) -> None:
    """Remember, at most once an hour, that a feed was read. If that fails, it is read all the same."""
    row_id, before = feed.id, feed.read_at
    if before is not None and at - before < NOTED_EVERY:
        return
    try:
        with transaction(waits=False):
            db.session.execute(update(Feed).where(Feed.id == row_id).values(read_at=at))
    except (DBAPIError, OSError):
        pass
