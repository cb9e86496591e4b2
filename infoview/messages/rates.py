"""How often requests are answered, by what they build on: told only where there are enough to tell."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Integer, func, select

from infoview.db import db
from infoview.i18n import _, ngettext
from infoview.messages.answers import IS_REQUEST, is_answered
from infoview.models import Contact, Message
from infoview.outreach.labels import ROUTE_NAMES

ENOUGH = 10
# Answered or not: to count the quick answers among younger requests, but not the silence, would praise every rate.
LONG_ENOUGH = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Rate:
    """One line: what requests built on, and in words how many of them were answered."""

    route: str
    words: str


def rates(*, now: datetime) -> list[Rate]:
    """Return the rate of each route, and of all; nothing while there are fewer than ten requests that count."""
    answered = is_answered()
    counted = (
        select(Message.route, func.count().label("sent"), func.sum(answered.cast(Integer)).label("answered"))
        .where(IS_REQUEST, Message.contact_id.in_(select(Contact.id)))
        .where(Message.sent_at <= now - LONG_ENOUGH)
        .group_by(Message.route)
    )
    rows = {row.route: (row.sent, row.answered) for row in db.session.execute(counted)}
    total = (sum(sent for sent, _answered in rows.values()), sum(answered for _sent, answered in rows.values()))
    if total[0] < ENOUGH:
        return []
    names = [*ROUTE_NAMES.items(), (None, _("Route not known"))]
    lines = [Rate(str(name), _words(*rows[route])) for route, name in names if route in rows]
    return [*lines, Rate(_("All requests"), _words(*total))]


def _words(sent: int, answered: int) -> str:
    if sent < ENOUGH:
        return ngettext("too few to tell: %(num)s so far", "too few to tell: %(num)s so far", sent)
    return _("%(answered)s of %(sent)s answered", answered=answered, sent=sent)
