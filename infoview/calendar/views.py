"""The calendar in the app: a month or a week."""

from flask import Blueprint, render_template, request

from infoview import clock
from infoview.calendar import spans
from infoview.db import zone

bp = Blueprint("calendar", __name__)


@bp.get("/calendar")
def show() -> str:
    """Show the month or the week that the address asks for, today's without that."""
    view, day = request.args.get("view", ""), request.args.get("day", "")
    span = spans.span(view, day, today=clock.today(zone()))
    days = spans.filled(span, now=clock.now(), here=zone())
    is_folded = "earlier" not in request.args and spans.begins_today(days)
    shown = {"is_empty": not any(day.items for day in days), "is_folded": is_folded}
    return render_template("calendar/calendar.html", span=span, days=days, **shown)
