"""Undoing an act, from its notice or from the timeline; the list of backups."""

from flask import Blueprint, Response, current_app, render_template, request, url_for

from infoview import clock
from infoview.db import transaction
from infoview.i18n import _
from infoview.safekeeping import actions, nightly, queries
from infoview.web import go_to, local_path, notify

bp = Blueprint("safekeeping", __name__)


@bp.post("/changes/<batch>/undo")
def undo(batch: str) -> Response:
    """Undo one act and show the page it was undone from anew."""
    with transaction():
        actions.undo(batch, at=clock.now())

    notify(_("Undone."))
    return go_to(local_path(request.form.get("next")) or url_for("board.show"))


@bp.get("/backups")
def list_backups() -> str:
    """Show the backups there are. A backup holds the data of all accounts, so nobody can fetch one here."""
    shelf = queries.backups(current_app.extensions["settings"], at=clock.now())
    return render_template("safekeeping/backups.html", shelf=shelf)


@bp.post("/backups")
def back_up() -> Response:
    """Make a backup now."""
    try:
        nightly.back_up_now(current_app.extensions["settings"], at=clock.now())
        notify(_("The backup is made and checked."))
    except nightly.TooSoon as problem:
        notify(problem.message)
    return go_to(url_for("safekeeping.list_backups"))
