"""Staying in touch: who is next, how often, and that it happened."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from infoview import clock
from infoview.board.actions import keep_in_touch
from infoview.db import db, transaction, zone
from infoview.i18n import _
from infoview.keeping_in_touch import queries
from infoview.keeping_in_touch.forms import CadenceForm, TouchForm, rhythms, usual
from infoview.logbook.actions import log_touch
from infoview.models import Contact
from infoview.models.contact import Warmth
from infoview.people.labels import contact_path
from infoview.web import local_path, notify, reply_or_redirect, this_path

bp = Blueprint("keeping_in_touch", __name__)


@bp.get("/keep-in-touch")
def show() -> str:
    """Show with whom to be in touch in the next three months."""
    return render_template("keeping_in_touch/keep_in_touch.html", **_coming())


@bp.post("/contacts/<int:contact_id>/touch")
def touch(contact_id: int) -> Response:
    """Keep that somebody was met in passing, or wrote: the next time is counted from today."""
    db.get_row(Contact, contact_id)
    form = TouchForm.checked()
    with transaction(once=form.once_key) as batch:
        batch.answer = _back(contact_id)
        contact = db.get_row(Contact, contact_id)
        log_touch(contact, how=form.how.data, zone=zone(), at=clock.now())

    notify(_("Kept: you were in touch with %(name)s today.", name=contact.full_name), undo=batch.id)
    return reply_or_redirect("keeping_in_touch/changed.reply.html", batch.answer, **_coming())


@bp.route("/contacts/<int:contact_id>/cadence", methods=["GET", "POST"])
def cadence(contact_id: int) -> Any:
    """Ask how often to be in touch with a contact, and keep it."""
    contact = db.get_row(Contact, contact_id)
    months = contact.touch_months
    is_warm = contact.warmth is Warmth.WARM
    form = CadenceForm(ids="cadence-", is_warm=is_warm, chosen=months, months=str(months or ""), on=contact.touch_on)
    if request.method != "POST" or not form.validate():
        return _ask(form, contact), 422 if request.method == "POST" else 200
    with transaction(once=form.once_key) as batch:
        batch.answer = _back(contact_id)
        contact = db.get_row(Contact, contact_id)
        keep_in_touch(contact, months=form.number, on=form.on.data if "on" in request.form else contact.touch_on)

    day = queries.next_day(contact, now=clock.now(), today=clock.today(zone()))
    notify(_("Next with %(name)s: %(day)s.", name=contact.full_name, day=day) if day else _("Saved."), undo=batch.id)
    return reply_or_redirect("keeping_in_touch/changed.reply.html", batch.answer, **_coming())


def _back(contact_id: int) -> str:
    return local_path(request.form.get("next")) or url_for("people.show", contact_id=contact_id)


def _coming() -> dict[str, Any]:
    number = request.args.get("page", 1, type=int)
    page = queries.coming(clock.now(), clock.today(zone()), number=number)
    chosen = {row.months for row in page.rows if row.months is not None}
    return {"page": page, "rhythms": rhythms(chosen), "usual": usual(), "path": contact_path()}


def _ask(form: CadenceForm, contact: Contact) -> str:
    return render_template(
        "shared/small_form.html",
        form=form,
        title=_("How often to be in touch with %(name)s", name=contact.full_name),
        lead=_("It is counted from the last contact of any kind. A day that you choose comes first."),
        save=_("Save"),
        action=this_path(),
        back=url_for("people.show", contact_id=contact.id),
        back_words=contact.full_name,
    )
