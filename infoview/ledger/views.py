"""The ledger: what conversations left to do, to look through, change, settle and remove."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from infoview import clock
from infoview.boxes import Outcome, controls
from infoview.db import db, transaction
from infoview.errors import Invalid
from infoview.i18n import _, _l
from infoview.ledger import actions, queries, words
from infoview.ledger.boxes import answered, boxes_of
from infoview.ledger.forms import EntryForm
from infoview.ledger.held import last_meeting
from infoview.models import Contact
from infoview.models.ledger import LedgerEntry
from infoview.web import go_to, local_path, notify, posted_boxes, reply_or_redirect, this_path

bp = Blueprint("ledger", __name__)

STATES = {queries.OPEN: _l("Open"), queries.DONE: _l("Settled"), "all": _l("Open and settled")}


@bp.get("/ledger")
def show() -> str:
    """Show what there is to do, or the part of it that the filters in the address ask for."""
    filters = _filters()
    return render_template(
        "ledger/ledger.html",
        filters=filters,
        page=queries.everything(filters),
        kinds={kind: str(name) for kind, name in words.MANY.items()},
        states={state: str(name) for state, name in STATES.items()},
        empty=_("Nothing is waiting here.") if filters.state == queries.OPEN else _("Nothing of this kind yet."),
    )


@bp.post("/contacts/<int:contact_id>/ledger")
def add(contact_id: int) -> Any:
    """Add a line to what the last conversation with a contact left to do."""
    contact, form = db.get_row(Contact, contact_id), EntryForm(ids="ledger-")
    back = url_for("people.show", contact_id=contact_id, _anchor="ledger-title")
    try:
        if form.validate():
            with transaction(once=form.once_key) as batch:
                batch.answer = back
                model, meeting = words.model_of_word(form.kind.data), last_meeting(contact_id)
                actions.add(model, meeting, body=form.body.data, due_on=form.due_on.data, at=clock.now())
            notify(_("Saved."), undo=batch.id)
            return go_to(back)
    except Invalid as problem:
        form.refuse(problem)
    shown = {"title": _("To follow up"), "action": this_path(), "save": _("Add")}
    return render_template("shared/small_form.html", form=form, back=back, back_words=contact.full_name, **shown), 422


@bp.route("/ledger/<ledger>/<int:entry_id>", methods=["GET", "POST"])
def edit(ledger: str, entry_id: int) -> Any:
    """Show one line to change it."""
    model = words.model_of_word(ledger)
    row = db.get_row(model, entry_id)
    if request.method != "POST":
        return _page(ledger, row)
    typed, back = posted_boxes(), _back(row)
    with transaction() as batch:
        row = db.get_row(model, entry_id)
        outcome = actions.keep_typed(row, answered(boxes_of(row, "line"), typed), typed)
    if not outcome.is_whole:
        return _page(ledger, row, typed, outcome), outcome.status
    notify(_("Saved."), undo=batch.id)
    return go_to(back)


@bp.post("/ledger/<ledger>/<int:entry_id>/done")
def settle(ledger: str, entry_id: int) -> Response:
    """Say that a line is done, kept, looked at or followed up; or that it is not after all."""
    model, is_done = words.model_of_word(ledger), bool(request.form.get("done"))
    with transaction() as batch:
        row = db.get_row(model, entry_id)
        if is_done:
            actions.mark_done(row, clock.now())
        else:
            actions.reopen(row)

    notify(_("Well done.") if is_done else _("It is open again."), undo=batch.id)
    entry = queries.entry(ledger, entry_id)
    shown = {"entry": entry, "next": _back(row), "is_theirs": bool(request.form.get("theirs"))}
    return reply_or_redirect("ledger/settled.reply.html", _back(row), **shown)


@bp.post("/ledger/<ledger>/<int:entry_id>/delete")
def delete(ledger: str, entry_id: int) -> Response:
    """Put a line into the trash."""
    with transaction() as batch:
        row = db.get_row(words.model_of_word(ledger), entry_id)
        actions.remove(row, at=clock.now())

    notify(_("Removed."), undo=batch.id)
    return go_to(_back(row))


def _filters() -> queries.Filters:
    kind, state = request.args.get("kind", ""), request.args.get("state", "")
    return queries.Filters(
        kind=kind if kind in words.BY_WORD else "",
        state=state if state in STATES else queries.OPEN,
        page=request.args.get("page", 1, type=int),
    )


def _back(row: LedgerEntry) -> str:
    """Return the page the user came from, as the form names it; without that, the contact's."""
    named = local_path(request.values.get("next", "")[:500])
    return named or url_for("people.show", contact_id=row.contact_id)


def _page(ledger: str, row: LedgerEntry, typed: Any = None, outcome: Outcome | None = None) -> str:
    return render_template(
        "ledger/entry.html",
        entry=queries.entry(ledger, row.id),
        controls=controls(boxes_of(row, "line"), typed, outcome),
        kinds=[(kind.value, str(name)) for kind, name in words.RESOURCE_KINDS.items()],
        back=_back(row),
    )
