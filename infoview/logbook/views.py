"""Writing down what happened elsewhere: an answer, a message."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from infoview import clock
from infoview.db import db, transaction, zone
from infoview.errors import Invalid
from infoview.free_times.words import and_released
from infoview.i18n import _
from infoview.logbook import actions
from infoview.logbook.forms import AnswerForm, ContactedForm, SayForm
from infoview.models import Contact
from infoview.models.message import Answer
from infoview.web import go_to, notify, this_path

bp = Blueprint("logbook", __name__)


@bp.route("/contacts/<int:contact_id>/answered", methods=["GET", "POST"])
def answered(contact_id: int) -> Any:
    """Ask what a contact answered, and keep it."""
    contact = db.get_row(Contact, contact_id)
    form = AnswerForm(ids="answered-", day=clock.today(zone()))
    if request.method == "POST" and form.validate():
        try:
            with transaction(once=form.once_key) as batch:
                answer, channel = form.values()
                batch.answer = _after(answer, contact_id)
                contact = db.get_row(Contact, contact_id)
                typed = {"day": form.day.data, "body": form.body.data, "zone": zone()}
                actions.log_answer(contact, answer=answer, channel=channel, **typed, at=clock.now())
            notify(_kept(answer, contact) + and_released(batch.id), undo=batch.id)
            return go_to(batch.answer)
        except Invalid as problem:
            form.refuse(problem)
    return _page("logbook/answered.html", form, contact, _("%(name)s answered", name=contact.full_name))


@bp.post("/contacts/<int:contact_id>/answer")
def say(contact_id: int) -> Response:
    """Keep in one click what a contact said."""
    db.get_row(Contact, contact_id)
    form = SayForm.checked()
    answer = Answer(form.answer.data)
    with transaction(once=form.once_key) as batch:
        batch.answer = _after(answer, contact_id)
        contact = db.get_row(Contact, contact_id)
        actions.tell_answer(contact, answer=answer, zone=zone(), at=clock.now())

    notify(_kept(answer, contact) + and_released(batch.id), undo=batch.id)
    return go_to(batch.answer)


@bp.route("/contacts/<int:contact_id>/contacted", methods=["GET", "POST"])
def contacted(contact_id: int) -> Any:
    """Ask what the user wrote to a contact, and keep it."""
    contact = db.get_row(Contact, contact_id)
    usual = actions.usual_kind(contact.stage).value
    form = ContactedForm(ids="contacted-", day=clock.today(zone()), kind=usual)
    if request.method == "POST" and form.validate():
        try:
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("people.show", contact_id=contact_id)
                contact = db.get_row(Contact, contact_id)
                kind, channel = form.values()
                typed = {"day": form.day.data, "body": form.body.data, "zone": zone()}
                actions.log_message(contact, kind=kind, channel=channel, **typed, at=clock.now())
            notify(_("Kept: you wrote to %(name)s.", name=contact.full_name), undo=batch.id)
            return go_to(batch.answer)
        except Invalid as problem:
            form.refuse(problem)
    return _page("logbook/contacted.html", form, contact, _("You wrote to %(name)s", name=contact.full_name))


def _after(answer: Answer, contact_id: int) -> str:
    """Return where an answer leads: who said later rests until a day."""
    return url_for("resting.pause" if answer is Answer.LATER else "people.show", contact_id=contact_id)


def _kept(answer: Answer, contact: Contact) -> str:
    words = {
        Answer.YES: _("Kept: %(name)s said yes.", name=contact.full_name),
        Answer.LATER: _("Kept: %(name)s said later.", name=contact.full_name),
        Answer.NO: _("Kept: %(name)s said no.", name=contact.full_name),
    }
    return words[answer]


def _page(template: str, form: AnswerForm | ContactedForm, contact: Contact, title: str) -> Any:
    page = render_template(
        template,
        form=form,
        title=title,
        action=this_path(),
        back=url_for("people.show", contact_id=contact.id),
        back_words=contact.full_name,
    )
    return page, 422 if request.method == "POST" else 200
