"""The routes of a request: what it can build on, and which wording says so."""

from infoview.models.contact import FoundBy
from infoview.models.message import MessageKind, Route
from infoview.outreach.facts import Facts

_BY_SOURCE = {
    FoundBy.SCHOOL: Route.SHARED,
    FoundBy.EMPLOYER: Route.SHARED,
    FoundBy.REFERRED: Route.REFERRED,
    FoundBy.EVENT: Route.EVENT,
}

_AFTER = {
    MessageKind.NUDGE: "nudge-request",
    MessageKind.THANK_YOU: "thank_you-meeting",
    MessageKind.UPDATE: "update-meeting",
}

KINDS = (MessageKind.REQUEST, *_AFTER)


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


def wording_name(kind: MessageKind, route: Route | None) -> str:
    """Return the name of the wording for a kind of message and, for a request, its route."""
    if kind is MessageKind.REQUEST:
        assert route is not None
        return f"request-{route.value}"
    return _AFTER[kind]
