"""The page of the user's free times."""

from typing import Any

from flask import Blueprint, Response, g, render_template, request, url_for

from infoview import clock
from infoview.db import db, transaction, zone
from infoview.errors import Invalid
from infoview.free_times import actions, queries, shown
from infoview.free_times.clocks import read_clocks
from infoview.free_times.forms import MarkForm, PhraseForm
from infoview.i18n import _, ngettext
from infoview.models import Account, FreeSlot
from infoview.web import go_to, notify

bp = Blueprint("free_times", __name__)

USUAL_MINUTES = 30


@bp.route("/free-times", methods=["GET", "POST"])
def show() -> Any:
    """Show the free times to come, and to whom each is offered; mark more of them."""
    form = MarkForm(minutes=USUAL_MINUTES)
    if request.method == "POST" and form.validate():
        try:
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("free_times.show")
                new, over = _mark(form)
            notify(_marked(new, over), undo=batch.id if new else None)
            return go_to(batch.answer)
        except Invalid as problem:
            form.refuse(problem)
    return _page(form, _phrase_form()), 422 if request.method == "POST" else 200


@bp.post("/free-times/phrase")
def keep_phrase() -> Any:
    """Keep when the user is mostly free, in their own words."""
    form = PhraseForm(ids="usually-")
    try:
        if form.validate():
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("free_times.show")
                actions.keep_phrase(db.session.get_one(Account, g.viewer.account_id), form.phrase.data or "")
            notify(_("Saved."))
            return go_to(batch.answer)
    except Invalid as problem:
        form.refuse(problem)
    return _page(MarkForm(formdata=None, minutes=USUAL_MINUTES), form), 422


@bp.post("/free-times/<int:freeslot_id>/release")
def release(freeslot_id: int) -> Response:
    """Take back the offer of a free time."""
    with transaction() as batch:
        actions.release(db.get_row(FreeSlot, freeslot_id))

    notify(_("Released. You can offer this time to anybody again."), undo=batch.id)
    return go_to(url_for("free_times.show"))


@bp.post("/free-times/<int:freeslot_id>/delete")
def delete(freeslot_id: int) -> Response:
    """Take a free time away."""
    with transaction() as batch:
        actions.delete(db.get_row(FreeSlot, freeslot_id), at=clock.now())

    notify(_("Free time deleted."), undo=batch.id)
    return go_to(url_for("free_times.show"))


def _mark(form: MarkForm) -> tuple[int, int]:
    near = [day for day, _words in shown.near_days(clock.today(zone()))]
    starts = read_clocks(form.starts.data or "")
    return actions.mark(form.chosen(near), starts, minutes=form.minutes.data or 0, zone=zone(), at=clock.now())


def _marked(new: int, over: int) -> str:
    words = ngettext("%(num)s free time is added.", "%(num)s free times are added.", new)
    if over:
        words += " " + ngettext("%(num)s is over already.", "%(num)s are over already.", over)
    return words if new or over else _("These times are marked already.")


def _phrase_form() -> PhraseForm:
    account = db.session.get_one(Account, g.viewer.account_id)
    return PhraseForm(formdata=None, ids="usually-", phrase=account.free_times)


def _page(form: MarkForm, phrase: PhraseForm) -> str:
    now = clock.now()
    slots = queries.to_come(now)
    return render_template(
        "free_times/free_times.html",
        form=form,
        phrase=phrase,
        near=[(day.isoformat(), words) for day, words in shown.near_days(clock.today(zone()))],
        days=shown.by_day(slots, zone=zone(), now=now),
        where=shown.where(zone()),
    )
