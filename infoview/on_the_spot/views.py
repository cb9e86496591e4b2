"""They are on the phone now: from a contact in one tap, or from nothing at all."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, g, render_template, request, url_for

from infoview import clock
from infoview.db import db, transaction, zone
from infoview.errors import Invalid
from infoview.free_times.words import and_released
from infoview.i18n import _
from infoview.live.boxes import instant_text, read_instant
from infoview.live.queries import pitch_of
from infoview.meetings.lengths import usual_minutes
from infoview.models import Contact
from infoview.models.meeting import MeetingMode
from infoview.on_the_spot import actions, queries
from infoview.on_the_spot.forms import NOTES, NowForm
from infoview.web import go_to, notify

bp = Blueprint("on_the_spot", __name__)


@bp.post("/contacts/<int:contact_id>/now")
def begin(contact_id: int) -> Response:
    """Begin to talk with a contact, with the best questions at hand."""
    with transaction() as batch:
        contact, now = db.get_row(Contact, contact_id), clock.now()
        meeting = actions.talk_now(contact, zone=zone(), at=now)
        actions.pick_best(meeting, at=now)
    notify(_("Begun: you talk with %(name)s.", name=contact.full_name) + and_released(batch.id), undo=batch.id)
    return go_to(url_for("live.show", meeting_id=meeting.id))


@bp.get("/now")
def show() -> str:
    """Show what helps when somebody calls: who they are can be said later."""
    return _page(NowForm(formdata=None, began=instant_text(clock.now())))


@bp.post("/now")
def keep() -> Any:
    """Keep a conversation with whoever it was, added if they are new; go on with it, or write it up."""
    form, now = NowForm(), clock.now()
    if not form.validate():
        return _page(form), 422
    try:
        with transaction(once=form.once_key) as batch:
            contact = actions.who_is_it(form.who.data, form.name.data or "", at=now)
            began = _began(form, now)
            meeting = actions.talk_now(contact, zone=zone(), at=began)
            actions.note(meeting, form.answers, form.notes.data or "", at=now)
            if "done" in request.form:
                actions.end(meeting, began=began, at=now)
            page = "debriefs.show" if "done" in request.form else "live.show"
            batch.answer = url_for(page, meeting_id=meeting.id)
    except Invalid as problem:
        form.refuse(problem)
        return _page(form), 422
    notify(_("Kept: you talk with %(name)s.", name=contact.full_name) + and_released(batch.id), undo=batch.id)
    return go_to(batch.answer)


def _began(form: NowForm, now: datetime) -> datetime:
    return read_instant(form.began.data or "", now) or now


def _page(form: NowForm) -> str:
    questions = list(zip(queries.general_questions(), [form[name] for name in NOTES], strict=True))
    for question, field in questions:
        field.label.text = question.text
    return render_template(
        "on_the_spot/now.html",
        form=form,
        questions=questions,
        likely=queries.likely(clock.today(zone())),
        chosen=form.who.data or 0,
        pitch=pitch_of(g.viewer.account_id),
        minutes=usual_minutes(MeetingMode.PHONE),
        now=instant_text(clock.now()),
    )
