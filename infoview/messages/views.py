"""The log of all messages, and each of them word for word."""

from typing import Any

from flask import Blueprint, render_template, request

from infoview import clock
from infoview.chips import chips
from infoview.db import db, zone
from infoview.i18n import instant_words
from infoview.labels import CHANNELS
from infoview.messages import log
from infoview.messages.automatic import attached
from infoview.messages.forms import LogForm
from infoview.messages.rates import ENOUGH, rates
from infoview.messages.words import title_of
from infoview.models import Contact, Message
from infoview.models.message import Direction
from infoview.outreach.labels import ROUTE_NAMES
from infoview.web import is_partial

bp = Blueprint("messages", __name__)


@bp.get("/messages")
def list_messages() -> str:
    """Show every message, or those that the filters in the address ask for."""
    filters = _filters()
    found = _found(filters)
    if is_partial():
        return render_template("messages/found.html", **found)
    return render_template(
        "messages/messages.html",
        **found,
        kinds=log.KIND_NAMES,
        directions=log.DIRECTIONS,
        answers=log.ANSWERED,
    )


@bp.get("/messages/rates")
def show_rates() -> str:
    """Show how often requests are answered, by what they build on."""
    return render_template("messages/rates.html", rates=rates(now=clock.now()), enough=ENOUGH)


@bp.get("/messages/<int:message_id>")
def show(message_id: int) -> str:
    """Show a message word for word, with all that is known of it."""
    message = db.get_row(Message, message_id)
    contact = db.get_row(Contact, message.contact_id)
    return render_template(
        "messages/message.html",
        message=message,
        contact=contact,
        title=title_of(message, contact.full_name),
        is_received=message.direction is Direction.IN,
        when=instant_words(message.sent_at, zone(), clock.now()),
        channel=CHANNELS[message.channel],
        route=ROUTE_NAMES[message.route] if message.route else "",
        attachments=attached(message),
    )


def _filters() -> log.Filters:
    form = LogForm(formdata=request.args)
    known = {"kind": log.KIND_NAMES, "direction": log.DIRECTIONS, "answer": log.ANSWERED}
    return log.Filters(
        q=(form.q.data or "")[:100],
        contact=form.contact.data,
        page=request.args.get("page", 1, type=int),
        **{name: form[name].data if form[name].data in values else "" for name, values in known.items()},
    )


def _found(filters: log.Filters) -> dict[str, Any]:
    """Return the messages that were found, and the filters that are on: what changes while somebody types."""
    page = log.page(filters, now=clock.now())
    whose = db.get_row(Contact, filters.contact).full_name if filters.contact is not None else ""
    names = {
        "q": f"“{filters.q}”",
        "kind": str(log.KIND_NAMES.get(filters.kind, "")),
        "direction": str(log.DIRECTIONS.get(filters.direction, "")),
        "answer": str(log.ANSWERED.get(filters.answer, "")),
        "contact": whose,
    }
    return {
        "filters": filters,
        "chips": chips(filters.in_address(), names),
        "page": page,
        "found": page.found_words,
        "whose": whose,
    }
