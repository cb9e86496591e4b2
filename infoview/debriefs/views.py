"""The page on which a conversation is written up."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from infoview import clock
from infoview.db import describe, transaction
from infoview.debriefs import acts, labels, queries, sheet
from infoview.free_times.words import and_released
from infoview.models import Meeting
from infoview.web import go_to, is_partial, notify, posted_boxes, reply_or_redirect, saved_reply

bp = Blueprint("debriefs", __name__)


@bp.get("/meetings/<int:meeting_id>/debrief")
def show(meeting_id: int) -> str:
    """Show the write-up of a meeting, to begin it, to go on, or to read it."""
    how = queries.How(
        focus=request.args.get("at", "")[:20],
        begins=bool(request.args.get("new")),
        is_all=request.args.get("all") == "1",
    )
    return _page(queries.page(meeting_id, how))


@bp.post("/meetings/<int:meeting_id>/debrief")
def save(meeting_id: int) -> Response:
    """Keep what was typed, and then do what the button says, if it was one."""
    typed, button, done = posted_boxes(), request.form.get("do", ""), acts.Done()
    with transaction():
        describe("notes")
        found = sheet.load(meeting_id, typed)
        outcome = found.keep(typed, at=clock.now())
        if button and outcome.is_whole:
            done = acts.act(button, found, at=clock.now())

    for words, batch in done.notices:
        notify(words + (and_released(batch) if batch else ""), undo=batch)
    if done.goes_on:
        return go_to(_next(found.meeting, done.goes_on))
    here = url_for("debriefs.show", meeting_id=meeting_id, **_place(done))
    if button and is_partial():
        how = queries.How(focus=done.focus, begins=done.begins)
        page = queries.page(meeting_id, how, typed=typed, outcome=outcome)
        reply = reply_or_redirect("debriefs/written.reply.html", here, page=page, choices=labels.choices())
        reply.status_code = outcome.status
        return reply
    return saved_reply(outcome, here, lambda: _page(queries.page(meeting_id, typed=typed, outcome=outcome)))


def _place(done: acts.Done) -> dict[str, Any]:
    """Return where on the page to go on, as parts of its address."""
    if not done.focus:
        return {}
    return {"at": done.focus, "_anchor": done.focus} | ({"new": "1"} if done.begins else {})


def _next(meeting: Meeting, page: str) -> str:
    if page == "thank-you":
        return url_for("outreach.compose", contact_id=meeting.contact_id, kind="thank_you")
    return url_for("people.show", contact_id=meeting.contact_id)


def _page(page: queries.Page) -> str:
    return render_template("debriefs/debrief.html", page=page, choices=labels.choices())
