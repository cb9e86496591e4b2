"""Agreeing on a conversation, and writing it down: at once in two fields or later in full."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from infoview import clock
from infoview.db import db, transaction, zone
from infoview.errors import Invalid, Stale
from infoview.i18n import _, ngettext
from infoview.meetings import actions, queries
from infoview.meetings.forms import AgreeForm, HoldForm, MeetingForm
from infoview.models import Contact, Meeting
from infoview.web import go_to, notify, this_path

bp = Blueprint("meetings", __name__)

USUAL_MINUTES = 20


@bp.route("/contacts/<int:contact_id>/agreed", methods=["GET", "POST"])
def agree(contact_id: int) -> Any:
    """Ask when, how and where a conversation will be, and keep it."""
    contact = db.get_row(Contact, contact_id)
    agreed = actions.agreed_meeting(contact_id)
    form = AgreeForm(agreed, ids="agreed-") if agreed else AgreeForm(ids="agreed-", minutes=USUAL_MINUTES)
    if request.method == "POST" and form.validate():
        try:
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("people.show", contact_id=contact_id)
                contact = db.get_row(Contact, contact_id)
                actions.agree(contact, **form.facts(), zone=zone(), at=clock.now())
            notify(_("Kept: you meet %(name)s.", name=contact.full_name), undo=batch.id)
            return go_to(batch.answer)
        except Invalid as problem:
            form.refuse(problem)
    title = _("When do you talk with %(name)s?", name=contact.full_name)
    return _small_page("meetings/agreed.html", form, contact, title)


@bp.route("/contacts/<int:contact_id>/talked", methods=["GET", "POST"])
def hold(contact_id: int) -> Any:
    """Ask when and how a conversation was, and what was learned, and keep it."""
    contact = db.get_row(Contact, contact_id)
    agreed = actions.agreed_meeting(contact_id)
    form = HoldForm(agreed, ids="talked-") if agreed else HoldForm(ids="talked-", day=clock.today(zone()))
    if request.method == "POST" and form.validate():
        try:
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("people.show", contact_id=contact_id)
                contact = db.get_row(Contact, contact_id)
                meeting = actions.hold(contact, **form.facts(), zone=zone(), at=clock.now())
            notify(_("Kept: you talked with %(name)s.", name=contact.full_name), undo=batch.id)
            is_more = "more" in request.form
            return go_to(url_for("meetings.show", meeting_id=meeting.id) if is_more else batch.answer)
        except Invalid as problem:
            form.refuse(problem)
    return _small_page("meetings/talked.html", form, contact, _("You talked with %(name)s", name=contact.full_name))


@bp.route("/meetings/<int:meeting_id>", methods=["GET", "POST"])
def show(meeting_id: int) -> Any:
    """Show what is known about a meeting, to write it up."""
    heard = queries.heard(meeting_id)
    form = MeetingForm(**queries.form_values(heard))
    if request.method != "POST":
        return _page(form, heard)
    try:
        if form.validate():
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("people.show", contact_id=heard.contact.id)
                added = _keep(form, meeting_id)
            words = ngettext("Saved. %(num)s person is added.", "Saved. %(num)s people are added.", len(added))
            notify(words if added else _("Saved."), undo=batch.id)
            return go_to(batch.answer)
    except Invalid as problem:
        form.refuse(problem)
    except Stale as stale:
        form.general.append(stale.message)
        heard = queries.heard(meeting_id)
        form.version.data = heard.meeting.version
        return _page(form, heard, is_stale=True), 409
    return _page(form, heard), 422


@bp.post("/meetings/<int:meeting_id>/delete")
def delete(meeting_id: int) -> Response:
    """Put a meeting into the trash."""
    contact = queries.heard(meeting_id).contact
    with transaction() as batch:
        actions.delete_meeting(db.get_row(Meeting, meeting_id), at=clock.now())

    notify(_("Meeting deleted."), undo=batch.id)
    return go_to(url_for("people.show", contact_id=contact.id))


def _keep(form: MeetingForm, meeting_id: int) -> list[Contact]:
    """Save the form; return the people who were added."""
    heard, now = queries.heard(meeting_id), clock.now()
    actions.edit_meeting(heard.meeting, **form.facts(), version=form.version.data, at=now)
    actions.set_advice(heard.meeting, (form.advice.data or "").split("\n"), at=now)
    lines = (form.people.data or "").split("\n")
    return actions.name_people(heard.contact, lines, may_use_name=form.permission, at=now)


def _small_page(template: str, form: AgreeForm, contact: Contact, title: str) -> Any:
    page = render_template(
        template,
        form=form,
        title=title,
        action=this_path(),
        back=url_for("people.show", contact_id=contact.id),
        back_words=contact.full_name,
    )
    return page, 422 if request.method == "POST" else 200


def _page(form: MeetingForm, heard: queries.Heard, *, is_stale: bool = False) -> str:
    return render_template("meetings/meeting.html", form=form, heard=heard, is_stale=is_stale)
