"""Agreeing on a conversation, its page, and noting in two fields that it took place."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for

from infoview import clock
from infoview.db import db, transaction, zone
from infoview.errors import Invalid, Stale
from infoview.free_times.words import and_released
from infoview.i18n import _
from infoview.meetings import actions, queries, reopening, words
from infoview.meetings.forms import AgreeForm, HoldForm
from infoview.meetings.offered import offered
from infoview.models import Contact, Meeting
from infoview.models.meeting import MeetingStatus
from infoview.web import address, go_to, notify, this_path
from infoview.zones import options

bp = Blueprint("meetings", __name__)

PAGES = {each: each for each in ("prepare", "questions", "live", "debrief")} | {"invitation": "invitation.ics"}


@bp.route("/contacts/<int:contact_id>/agreed", methods=["GET", "POST"])
def agree(contact_id: int) -> Any:
    """Ask when, how and where a conversation will be, and keep it; one that waits already has a page of its own."""
    contact, is_another = db.get_row(Contact, contact_id), bool(request.args.get("another"))
    waiting = None if is_another else queries.open_meeting(contact_id)
    if waiting is not None and request.method == "GET":
        return go_to(url_for("meetings.show", meeting_id=waiting.id))
    times = offered(contact, zone=zone(), now=clock.now())
    taken = next((each.facts for each in times if str(each.id) == request.args.get("time")), {})
    form = AgreeForm(ids="agreed-", zone=zone(), status=MeetingStatus.AGREED, **taken)
    if request.method == "POST" and form.validate():
        try:
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("people.show", contact_id=contact_id)
                contact = db.get_row(Contact, contact_id)
                facts = {"zone": zone(), **form.facts()}
                actions.agree(
                    contact,
                    **facts,
                    status=form.status_asked,
                    is_another=is_another,
                    seen=form.seen,
                    at=clock.now(),
                )
                _learn_zone(contact, facts["zone"])
            notify(words.done(form.status_asked, contact.full_name) + and_released(batch.id), undo=batch.id)
            return go_to(batch.answer)
        except Invalid as problem:
            form.refuse(problem)
        except Stale as stale:
            waiting = queries.open_meeting(contact_id)
            form.stand_on(waiting, stale.message)
    is_stale = bool(form.general)
    stored = words.stored(waiting, contact, zone=zone(), now=clock.now()) if waiting and is_stale else []
    title = _("When do you talk with %(name)s?", name=contact.full_name)
    more = {"zones": options(zone(), contact.zone), "offered": times, "stored": stored}
    return _small_page("meetings/agreed.html", form, contact, title, is_stale=is_stale, **more)


@bp.route("/contacts/<int:contact_id>/talked", methods=["GET", "POST"])
def hold(contact_id: int) -> Any:
    """Ask when and how a conversation was, and what was learned, and keep it."""
    contact = db.get_row(Contact, contact_id)
    agreed = queries.shown_as_held(contact_id, at=clock.now())
    form = HoldForm(agreed, ids="talked-") if agreed else HoldForm(ids="talked-", day=clock.today(zone()))
    if request.method == "POST" and form.validate():
        try:
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("people.show", contact_id=contact_id)
                contact = db.get_row(Contact, contact_id)
                meeting = actions.hold(contact, **form.facts(), zone=zone(), at=clock.now())
            notify(words.done(MeetingStatus.HELD, contact.full_name) + and_released(batch.id), undo=batch.id)
            is_more = "more" in request.form
            return go_to(url_for("debriefs.show", meeting_id=meeting.id) if is_more else batch.answer)
        except Invalid as problem:
            form.refuse(problem)
    return _small_page("meetings/talked.html", form, contact, _("You talked with %(name)s", name=contact.full_name))


@bp.get("/contacts/<int:contact_id>/meeting/<what>")
def go_on(contact_id: int, what: str) -> Response:
    """Go to that page of the meeting that is meant: the next one, or to write it up the last one."""
    if what not in PAGES:
        abort(404)
    db.get_row(Contact, contact_id)
    meeting = queries.meant(contact_id, what, now=clock.now())
    if meeting is None:
        return go_to(url_for("meetings.hold" if what == "debrief" else "meetings.agree", contact_id=contact_id))
    return go_to(f"{url_for('meetings.show', meeting_id=meeting.id)}/{PAGES[what]}")


@bp.route("/meetings/<int:meeting_id>", methods=["GET", "POST"])
def show(meeting_id: int) -> Any:
    """Show a meeting with what can become of it; keep what was changed about it."""
    meeting, _contact = queries.with_contact(meeting_id)
    form = AgreeForm(**queries.form_values(meeting))
    if request.method != "POST":
        return _page(form, meeting_id)
    try:
        if form.validate():
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("meetings.show", meeting_id=meeting_id)
                _keep(form, meeting_id)
            notify(_("Saved."), undo=batch.id)
            return go_to(batch.answer)
    except Invalid as problem:
        form.refuse(problem)
    except Stale as stale:
        form.general.append(stale.message)
        form.version.data = db.get_row(Meeting, meeting_id).version
        return _page(form, meeting_id, is_open=True, is_stale=True), 409
    return _page(form, meeting_id, is_open=True), 422


@bp.post("/meetings/<int:meeting_id>/status")
def change_status(meeting_id: int) -> Response:
    """Give a meeting another status."""
    wanted = request.form.get("status", "")
    with transaction() as batch:
        meeting, contact = queries.with_contact(meeting_id)
        status = next((each for each in MeetingStatus if each.value == wanted), None)
        if status is None:
            raise Invalid("status", _("Choose one of these."))
        is_taken_back = meeting.status is MeetingStatus.HELD and status is MeetingStatus.AGREED
        if is_taken_back:
            reopening.reopen(meeting, at=clock.now())
        else:
            actions.set_status(meeting, status, at=clock.now())
    notify(words.done(status, contact.full_name) + and_released(batch.id), undo=batch.id)
    return go_to(url_for("meetings.show", meeting_id=meeting_id))


@bp.post("/meetings/<int:meeting_id>/delete")
def delete(meeting_id: int) -> Response:
    """Put a meeting into the trash."""
    with transaction() as batch:
        meeting, contact = queries.with_contact(meeting_id)
        actions.delete_meeting(meeting, at=clock.now())
    notify(_("Meeting deleted."), undo=batch.id)
    return go_to(url_for("people.show", contact_id=contact.id))


def _keep(form: AgreeForm, meeting_id: int) -> None:
    meeting, contact = queries.with_contact(meeting_id)
    facts = form.facts() | ({"status": form.status_asked} if meeting.is_waiting else {})
    actions.edit_meeting(meeting, **facts, version=form.version.data, at=clock.now())
    _learn_zone(contact, meeting.zone)


def _learn_zone(contact: Contact, chosen: str) -> None:
    """Take a time that is not the user's for where the contact is, if that is not known."""
    if not contact.zone and chosen != zone():
        contact.zone = chosen


def _small_page(
    template: str, form: AgreeForm | HoldForm, contact: Contact, title: str, *, is_stale: bool = False, **more: Any
) -> Any:
    page = render_template(
        template,
        form=form,
        contact=contact,
        title=title,
        action=address() if request.args else this_path(),
        back=url_for("people.show", contact_id=contact.id),
        back_words=contact.full_name,
        **more,
    )
    return page, 409 if is_stale else 422 if request.method == "POST" else 200


def _page(form: AgreeForm, meeting_id: int, *, is_open: bool = False, is_stale: bool = False) -> str:
    """Return the page of a meeting, the form open if it has something to say."""
    meeting, contact = queries.with_contact(meeting_id)
    now = clock.now()
    return render_template(
        "meetings/meeting.html",
        form=form,
        meeting=meeting,
        contact=contact,
        when=words.sentence(words.when(meeting, contact, zone=zone(), now=now)),
        how=words.how(meeting),
        odd=words.odd(meeting),
        state=words.state(meeting, now=now),
        changes=words.changes(meeting, now=now, is_written=reopening.is_written(meeting)),
        confirmed_first=words.confirmed_first(meeting, contact, zone=zone(), now=now),
        zones=options(zone(), contact.zone, meeting.zone),
        is_open=is_open or meeting.status is MeetingStatus.MOVED,
        is_stale=is_stale,
        is_over=meeting.ends_at <= now,
    )
