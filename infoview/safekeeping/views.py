"""Undoing an act, from its notice or from the timeline."""

from flask import Blueprint, Response, request, url_for

from infoview import clock
from infoview.db import transaction
from infoview.i18n import _
from infoview.safekeeping import actions
from infoview.web import go_to, local_path, notify

bp = Blueprint("safekeeping", __name__)


@bp.post("/changes/<batch>/undo")
def undo(batch: str) -> Response:
    """Undo one act and show the page it was undone from anew."""
    with transaction():
        actions.undo(batch, at=clock.now())

    notify(_("Undone."))
    return go_to(local_path(request.form.get("next")) or url_for("board.show"))
