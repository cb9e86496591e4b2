"""Own reminders, on the page of the contact they are about."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from infoview import clock
from infoview.db import db, transaction, zone
from infoview.errors import Invalid, Stale
from infoview.i18n import _
from infoview.models import Contact, Reminder
from infoview.own_reminders import actions, queries
from infoview.own_reminders.forms import ReminderForm
from infoview.web import go_to, notify, this_path

bp = Blueprint("own_reminders", __name__)


@bp.post("/contacts/<int:contact_id>/reminders")
def add(contact_id: int) -> Any:
    """Remind the user of something about a contact."""
    contact, form = db.get_row(Contact, contact_id), ReminderForm(ids="reminder-")
    try:
        if form.validate() and form.due_on.data:
            with transaction(once=form.once_key) as batch:
                batch.answer = _back(contact_id)
                contact = db.get_row(Contact, contact_id)
                actions.add(contact, body=form.body.data, due_on=form.due_on.data, at=clock.now())
            is_today = form.due_on.data == clock.today(zone())
            words = _("It is in Today now.") if is_today else _("You will see it in Today on its day.")
            notify(words, undo=batch.id)
            return go_to(batch.answer)
    except Invalid as problem:
        form.refuse(problem)
    return _page(form, contact, title=_("New reminder")), 422


@bp.route("/own-reminders/<int:reminder_id>", methods=["GET", "POST"])
def edit(reminder_id: int) -> Any:
    """Show a reminder to change it."""
    stored, contact = queries.with_contact(reminder_id)
    form = ReminderForm(stored, ids="reminder-")
    if request.method != "POST":
        return _page(form, contact, title=_("Reminder"), stored=stored)
    try:
        if form.validate():
            _keep(form, reminder_id, contact.id)
            return go_to(_back(contact.id))
    except Invalid as problem:
        form.refuse(problem)
    except Stale as stale:
        form.general.append(stale.message)
        form.version.data = db.get_row(Reminder, reminder_id).version
        return _page(form, contact, title=_("Reminder"), stored=stored, theirs=stale.theirs), 409
    return _page(form, contact, title=_("Reminder"), stored=stored), 422


@bp.post("/own-reminders/<int:reminder_id>/done")
def settle(reminder_id: int) -> Response:
    """Say that it is done."""
    with transaction() as batch:
        reminder = queries.with_contact(reminder_id)[0]
        actions.mark_done(reminder, at=clock.now())

    notify(_("Well done."), undo=batch.id)
    return go_to(_back(reminder.contact_id))


@bp.post("/own-reminders/<int:reminder_id>/delete")
def delete(reminder_id: int) -> Response:
    """Put a reminder into the trash."""
    with transaction() as batch:
        reminder = queries.with_contact(reminder_id)[0]
        actions.remove(reminder, at=clock.now())

    notify(_("Removed."), undo=batch.id)
    return go_to(_back(reminder.contact_id))


def _keep(form: ReminderForm, reminder_id: int, contact_id: int) -> None:
    with transaction(once=form.once_key) as batch:
        batch.answer = _back(contact_id)
        typed = {"body": form.body.data, "due_on": form.due_on.data, "version": form.version.data}
        actions.edit(queries.with_contact(reminder_id)[0], **typed, at=clock.now())
    notify(_("Saved."), undo=batch.id)


def _back(contact_id: int) -> str:
    return url_for("people.show", contact_id=contact_id, _anchor="reminders-title")


def _page(
    form: ReminderForm,
    contact: Contact,
    *,
    title: str,
    stored: Reminder | None = None,
    theirs: dict[str, object] | None = None,
) -> str:
    return render_template(
        "own_reminders/reminder.html",
        form=form,
        title=title,
        stored=stored,
        action=this_path(),
        save=_("Save") if stored else _("Add"),
        theirs=theirs or {},
        back=_back(contact.id),
        back_words=contact.full_name,
    )
