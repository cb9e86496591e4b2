"""The kinds of message the app writes, and the routes of a request: what it can build on."""

from infoview.models.contact import FoundBy
from infoview.models.message import MessageKind, Route
from infoview.outreach.facts import Facts

_BY_SOURCE = {
    FoundBy.SCHOOL: Route.SHARED,
    FoundBy.EMPLOYER: Route.SHARED,
    FoundBy.REFERRED: Route.REFERRED,
    FoundBy.EVENT: Route.EVENT,
}

KINDS = (
    MessageKind.REQUEST,
    MessageKind.NUDGE,
    MessageKind.CONFIRMATION,
    MessageKind.THANK_YOU,
    MessageKind.UPDATE,
    MessageKind.INTRODUCTION,
    MessageKind.REFERRER_THANKS,
    MessageKind.REPLY_TO_NO,
)

# These speak to one person about another.
ABOUT_SOMEONE = frozenset({MessageKind.INTRODUCTION, MessageKind.REFERRER_THANKS})


def route_of(source: FoundBy) -> Route:
    """Return the route that a source of contacts leads to."""
    return _BY_SOURCE.get(source, Route.COLD)


def route_for(facts: Facts) -> Route:
    """Return the warmest route the facts allow: a name we may use opens more doors than anything else."""
    if facts.contact.referrer:
        return Route.REFERRED
    if facts.found.by and route_of(facts.found.by) is not Route.COLD:
        return route_of(facts.found.by)
    return Route.REFERRED if facts.contact.is_referred else Route.COLD
