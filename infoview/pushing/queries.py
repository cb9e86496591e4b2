"""The browsers that take pushes, as the page shows them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from infoview.accounts.queries import browser_words
from infoview.db import db, zone
from infoview.i18n import _, instant_words
from infoview.models import PushSubscription
from infoview.pushing.reasons import sentence


@dataclass(frozen=True, slots=True)
class BrowserRow:
    """A browser that takes pushes. `problem` says what was wrong with the last one, "" if nothing was."""

    id: int
    endpoint: str
    name: str
    words: str
    problem: str


def browsers(*, at: datetime) -> list[BrowserRow]:
    """Return the browsers that take pushes, the newest first: one query."""
    rows = db.session.scalars(select(PushSubscription).order_by(PushSubscription.id.desc()))
    return [
        BrowserRow(row.id, row.endpoint, browser_words(row.browser), _words(row, at), sentence(row.reason))
        for row in rows
    ]


def _words(row: PushSubscription, at: datetime) -> str:
    if row.sent_at is None:
        return _("Since %(when)s; nothing was sent yet", when=instant_words(row.created_at, zone(), at))
    return _("Last push %(when)s", when=instant_words(row.sent_at, zone(), at))
