"""The secret address of an account's calendar feed: made, made anew, changed, closed."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from infoview.accounts.devices import token_hash
from infoview.calendar.kinds import KINDS
from infoview.db import db
from infoview.models.notification import Feed

TOKEN_BYTES = 32


def make_address(account_id: int, *, at: datetime) -> tuple[str, Feed]:
    """Return the token of a new address and its feed; the address before is dead. What was chosen stays."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    feed = feed_of(account_id)
    if feed is None:
        feed = Feed(account_id=account_id, kinds=" ".join(KINDS))
        db.session.add(feed)
    feed.token_hash, feed.made_at, feed.read_at = token_hash(token), at, None
    db.session.flush()
    return token, feed


def choose(feed: Feed, *, shows_names: bool, kinds: Iterable[str]) -> None:
    """Say what a feed holds, and whether it names anybody."""
    chosen = set(kinds)
    feed.shows_names, feed.kinds = shows_names, " ".join(kind for kind in KINDS if kind in chosen)


def close(account_id: int) -> None:
    """End the feed of an account: its address is dead."""
    feed = feed_of(account_id)
    if feed is not None:
        db.session.delete(feed)
        db.session.flush()


def feed_of(account_id: int) -> Feed | None:
    """Return the feed of an account, None while it has none."""
    return db.session.scalar(select(Feed).where(Feed.account_id == account_id))
