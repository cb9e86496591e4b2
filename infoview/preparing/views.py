"""The page to prepare a meeting on: on the screen, and on one sheet of paper."""

from typing import Any

from flask import Blueprint, render_template, url_for

from infoview import clock
from infoview.boxes import Outcome, controls
from infoview.db import transaction, zone
from infoview.i18n import _
from infoview.meetings import words
from infoview.models.meeting import MeetingMode
from infoview.preparing import actions, bringing, pitch, queries, way
from infoview.preparing.missing import is_found_out, missing
from infoview.preparing.sheet import sheet
from infoview.questions import picking
from infoview.web import is_partial, notify, posted_boxes, saved_reply

bp = Blueprint("preparing", __name__)


@bp.get("/meetings/<int:meeting_id>/prepare")
def show(meeting_id: int) -> str:
    """Show what is prepared for a meeting, and what is still missing."""
    return _page(queries.subject(meeting_id))


@bp.post("/meetings/<int:meeting_id>/prepare")
def save(meeting_id: int) -> Any:
    """Keep what is prepared, while it is typed or all at once."""
    with transaction():
        about = queries.subject(meeting_id)
        outcome = actions.save(about, posted_boxes())
    if outcome.is_whole and not is_partial():
        notify(_("Saved."))
    url = url_for("preparing.show", meeting_id=meeting_id)
    return saved_reply(outcome, url, lambda: _page(about, outcome))


def _page(about: queries.Subject, outcome: Outcome | None = None) -> str:
    meeting, contact = about.meeting, about.contact
    today = clock.today(zone())
    plan, phone = picking.plan(meeting.id), queries.phone(contact.id)
    facts = {
        "when": words.when(meeting, contact, zone=zone(), now=clock.now()),
        "how": words.how(meeting),
        "leave": way.leave_words(meeting.starts_at, meeting.mode, meeting.travel_minutes, zone(), today),
        "phone": phone if meeting.mode is MeetingMode.PHONE else "",
    }
    return render_template(
        "preparing/prepare.html",
        about=about,
        facts=facts,
        boxes=controls(actions.boxes(about), posted_boxes() if outcome else None, outcome),
        found_out=is_found_out(about),
        pitch_words=pitch.length_words(about.account.pitch),
        opinions=pitch.opinions(),
        plan=plan,
        suggestions=bringing.suggestions(meeting.mode),
        is_call=meeting.mode in way.CALLS,
        missing=missing(about, questions=len(plan.questions), phone=phone),
        sheet=sheet(about, plan),
    )
