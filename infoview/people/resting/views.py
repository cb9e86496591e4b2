"""Closing, pausing, reopening and deleting contacts."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from infoview import clock
from infoview.db import db, transaction, zone
from infoview.errors import Invalid
from infoview.free_times.words import and_released
from infoview.i18n import _, full_day
from infoview.models import Contact
from infoview.models.contact import ClosedReason
from infoview.people import actions
from infoview.people.forms import CloseForm, PauseForm
from infoview.web import go_to, notify, this_path

bp = Blueprint("resting", __name__)

PAUSE = timedelta(weeks=4)  # offered; the user may choose any day to come


@bp.route("/contacts/<int:contact_id>/close", methods=["GET", "POST"])
def close(contact_id: int) -> Any:
    """Ask why a contact is closed, and close them."""
    contact = db.get_row(Contact, contact_id)
    form = CloseForm(ids="close-", reason=request.args.get("reason"))
    if request.method == "POST" and form.validate():
        with transaction(once=form.once_key) as batch:
            batch.answer = url_for("people.show", contact_id=contact_id)
            contact = db.get_row(Contact, contact_id)
            actions.close(contact, reason=ClosedReason(form.reason.data), at=clock.now())
        closed = _("%(name)s is closed and off the board.", name=contact.full_name)
        notify(closed + and_released(batch.id), undo=batch.id)
        return go_to(batch.answer)
    title = _("Close %(name)s", name=contact.full_name)
    return _ask(form, contact, title, _("They leave the board for good; everything that happened stays."), _("Close"))


@bp.route("/contacts/<int:contact_id>/pause", methods=["GET", "POST"])
def pause(contact_id: int) -> Any:
    """Ask until when a contact rests, and let them."""
    contact = db.get_row(Contact, contact_id)
    form = PauseForm(ids="pause-", until=clock.today(zone()) + PAUSE)
    if request.method == "POST" and form.validate() and form.until.data:
        try:
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("people.show", contact_id=contact_id)
                contact, until = db.get_row(Contact, contact_id), form.until.data
                actions.pause(contact, until=until, today=clock.today(zone()), at=clock.now())
            day = full_day(until)
            notify(_("%(name)s rests until %(day)s.", name=contact.full_name, day=day), undo=batch.id)
            return go_to(batch.answer)
        except Invalid as problem:
            form.refuse(problem)
    title = _("Pause %(name)s", name=contact.full_name)
    return _ask(form, contact, title, _("They leave the board until that day."), _("Pause"))


@bp.post("/contacts/<int:contact_id>/reopen")
def reopen(contact_id: int) -> Response:
    """Bring a paused or closed contact back to where they were."""
    with transaction() as batch:
        contact = db.get_row(Contact, contact_id)
        actions.reopen(contact)

    notify(_("%(name)s is open again.", name=contact.full_name), undo=batch.id)
    return go_to(url_for("people.show", contact_id=contact_id))


@bp.post("/contacts/<int:contact_id>/delete")
def delete(contact_id: int) -> Response:
    """Put a contact into the trash."""
    with transaction() as batch:
        contact = db.get_row(Contact, contact_id)
        actions.delete(contact, at=clock.now())

    notify(_("%(name)s is deleted.", name=contact.full_name) + and_released(batch.id), undo=batch.id)
    return go_to(url_for("people.list_contacts"))


def _ask(form: Any, contact: Contact, title: str, lead: str, save: str) -> Any:
    """Ask for the one thing that belongs to an act, on a page of its own or in place."""
    page = render_template(
        "shared/small_form.html",
        form=form,
        title=title,
        lead=lead,
        save=save,
        action=this_path(),
        back=url_for("people.show", contact_id=contact.id),
        back_words=contact.full_name,
    )
    return page, 422 if request.method == "POST" else 200
