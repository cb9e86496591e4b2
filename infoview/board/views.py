"""The pipeline page; moving cards."""

import re
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for

from infoview import clock
from infoview.board import actions, panels, queries
from infoview.board.forms import FilterForm, Filters, MoveForm
from infoview.board.labels import add_words, empty_words, labels, shown
from infoview.db import db, transaction
from infoview.errors import Invalid
from infoview.free_times.words import and_released
from infoview.i18n import _
from infoview.labels import STAGES
from infoview.models import Contact, Stage
from infoview.people.queries import careers_and_tags
from infoview.today.agenda import due_count
from infoview.web import go_to, is_partial, local_path, notify, reply_or_redirect

bp = Blueprint("board", __name__)


@bp.get("/")
def home() -> Any:
    """Begin with what is due today; with the board if nothing is."""
    return go_to(url_for("today.show")) if due_count(clock.now()) else show()


@bp.get("/board")
def show() -> str:
    """Show the five columns, each with its first screen."""
    filters = _filters()
    columns = queries.columns(filters, now=clock.now())
    return render_template("board/board.html", columns=columns, **_frame(filters))


@bp.get("/board/<stage>")
def show_stage(stage: str) -> str:
    """Show the cards of one stage that come after a place: the rest of a column."""
    found = next((s for s in Stage if s.value == stage), None) or abort(404)
    filters, after = _filters(), request.args.get("after", "")
    place = int(after) if re.fullmatch(r"-?[0-9]{1,18}", after) else None
    column = queries.column(found, filters, after=place, now=clock.now())
    if is_partial():
        return render_template("board/more.reply.html", column=column, labels=labels(), shown=shown, filters=filters)
    return render_template("board/board.html", columns=[column], **_frame(filters))


@bp.get("/contacts/<int:contact_id>/move")
def ask_where(contact_id: int) -> str:
    """Ask where a card goes: the way without dragging."""
    contact = db.get_row(Contact, contact_id)
    to = next((s for s in Stage if s.value == request.args.get("stage")), contact.stage)
    cards = queries.neighbours(to, contact.id) if to else []
    return render_template(
        "board/move.html", contact=contact, to=to, stages=STAGES, cards=cards, form=MoveForm(formdata=None)
    )


@bp.post("/contacts/<int:contact_id>/stage")
def move(contact_id: int) -> Response:
    """Move a card; reply with the regions that changed."""
    back = url_for("board.show", moved=contact_id)

    with transaction(once=MoveForm().once_key) as batch:
        batch.answer = back
        contact = db.get_row(Contact, contact_id)
        form = MoveForm.checked()
        before = db.get_row(Contact, form.before.data) if form.before.data is not None else None
        left = contact.stage
        change = actions.move(contact, to=form.to, before=before, at=clock.now())

    if change is not None:
        notify(_moved(contact) + and_released(batch.id), undo=batch.id)
    return reply_or_redirect(
        "board/moved.reply.html",
        local_path(request.form.get("next")) or back,
        **_changed(contact.id),
        panel=panels.offer(contact) if left is not contact.stage else None,
    )


@bp.route("/contacts/<int:contact_id>/moved", methods=["GET", "POST"])
def keep_fact(contact_id: int) -> Any:
    """Ask for the one fact that belongs to a card's stage, and keep it."""
    contact = db.get_row(Contact, contact_id)
    panel = panels.of(contact) or abort(404)
    panels.check_stage(contact, panel.form)
    if request.method == "POST" and panel.form.validate():
        try:
            with transaction(once=panel.form.once_key) as batch:
                batch.answer = url_for("board.show")
                panels.keep(db.get_row(Contact, contact_id), panel.form, at=clock.now())
            notify(_("Kept.") + and_released(batch.id), undo=batch.id)
            return reply_or_redirect(
                "board/moved.reply.html", url_for("board.show"), **_changed(contact_id), panel=None
            )
        except Invalid as problem:
            panel.form.refuse(problem)
    page = "board/panel.reply.html" if is_partial() else "board/fact.html"
    return render_template(page, panel=panel), 422 if request.method == "POST" else 200


def _changed(contact_id: int) -> dict[str, Any]:
    """Return what a change of one card changes on the board."""
    card = queries.card(contact_id, now=clock.now())
    return {"card": card, "counts": queries.counts(_filters()), "labels": labels(), "shown": shown}


def _moved_contact() -> Contact | None:
    """Return the contact that was just moved without JavaScript: the address names it."""
    moved = request.args.get("moved", "")
    return db.session.get(Contact, int(moved)) if moved.isdecimal() and moved.isascii() and len(moved) < 19 else None


def _moved(contact: Contact) -> str:
    if contact.stage is None:
        return _("%(name)s is off the board.", name=contact.full_name)
    return _("%(name)s is now in %(stage)s.", name=contact.full_name, stage=STAGES[contact.stage])


def _filters() -> Filters:
    form = FilterForm(formdata=request.args)
    return Filters((form.q.data or "")[:100], form.career.data, form.tag.data)


def _frame(filters: Filters) -> dict[str, Any]:
    """Return what stands around the cards."""
    careers, tags = careers_and_tags()
    return {
        "filters": filters,
        "careers": careers,
        "tags": tags,
        "labels": labels(),
        "shown": shown,
        "stages": STAGES,
        "add_words": add_words(),
        "empty_words": empty_words(),
        "panel": panels.offer(_moved_contact()),
    }
