"""The page for the conversation itself: everything on it is saved while it is typed."""

from flask import Blueprint, Response, g, render_template, request, url_for

from infoview import clock
from infoview.boxes import Outcome, Typed
from infoview.db import db, transaction
from infoview.labels import PERMISSIONS
from infoview.live import actions, queries
from infoview.meetings import words
from infoview.models import Meeting
from infoview.models.meeting import MeetingStatus
from infoview.web import go_to, notify, posted_boxes, saved_reply

bp = Blueprint("live", __name__)


@bp.get("/meetings/<int:meeting_id>/live")
def show(meeting_id: int) -> str:
    """Show what is needed while two people talk: the clock, the questions, room for notes."""
    return _page(meeting_id)


@bp.post("/meetings/<int:meeting_id>/live")
def save(meeting_id: int) -> Response:
    """Keep what was typed; start or stop the clock if a button says so."""
    _meeting, contact = queries.meeting_with_contact(meeting_id)
    typed, here = posted_boxes(), url_for("live.show", meeting_id=meeting_id)
    with transaction() as batch:
        meeting, now = db.get_row(Meeting, meeting_id), clock.now()
        was_over = meeting.ended_at is not None
        outcome = actions.save(meeting, typed, at=now)
        if "begin" in request.form:
            actions.begin(meeting, at=now)
        elif "unbegin" in request.form:
            actions.set_back(meeting)
        elif "done" in request.form and outcome.is_whole:
            actions.end(meeting, at=now)
            here = url_for("debriefs.show", meeting_id=meeting_id)
    if meeting.ended_at is not None and not was_over:
        notify(words.done(MeetingStatus.HELD, contact.full_name), undo=batch.id)
    return saved_reply(outcome, here, lambda: _page(meeting_id, typed, outcome))


@bp.post("/meetings/<int:meeting_id>/live/begin")
def begin(meeting_id: int) -> Response:
    """Start the clock, with three questions at hand if none were picked."""
    queries.meeting_with_contact(meeting_id)
    with transaction():
        meeting, now = db.get_row(Meeting, meeting_id), clock.now()
        actions.pick_few(meeting, at=now)
        if "clock" in request.form:
            actions.begin(meeting, at=now)
    return go_to(url_for("live.show", meeting_id=meeting_id))


def _page(meeting_id: int, typed: Typed | None = None, outcome: Outcome | None = None) -> str:
    live = queries.live(meeting_id, owner=g.viewer.account_id, at=clock.now(), typed=typed, out=outcome)
    permissions = [(each.value, name) for each, name in PERMISSIONS.items()]
    return render_template("live/live.html", live=live, permissions=permissions, is_whole=outcome is None)
