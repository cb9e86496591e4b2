"""Noting that a contact asked not to be written to, and lifting that."""

from flask import Blueprint, Response, request, url_for

from infoview import clock
from infoview.db import db, transaction
from infoview.free_times.words import and_released
from infoview.i18n import _
from infoview.models import Contact
from infoview.people.opting import actions
from infoview.web import go_to, local_path, notify

bp = Blueprint("opting", __name__)


@bp.post("/contacts/<int:contact_id>/opt-out")
def opt_out(contact_id: int) -> Response:
    """Note that a contact asked not to be written to."""
    with transaction() as batch:
        contact = db.get_row(Contact, contact_id)
        actions.opt_out(contact, at=clock.now())

    noted = _("Noted: nothing goes out to %(name)s any more.", name=contact.full_name)
    notify(noted + and_released(batch.id), undo=batch.id)
    return _back(contact_id)


@bp.post("/contacts/<int:contact_id>/opt-out/lift")
def lift(contact_id: int) -> Response:
    """Let a contact be written to again."""
    with transaction() as batch:
        contact = db.get_row(Contact, contact_id)
        actions.lift(contact)

    notify(_("%(name)s may be written to again.", name=contact.full_name), undo=batch.id)
    return _back(contact_id)


def _back(contact_id: int) -> Response:
    return go_to(local_path(request.form.get("next")) or url_for("people.show", contact_id=contact_id))
