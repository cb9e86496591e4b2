"""The invitation as a file."""

from io import BytesIO

from flask import Blueprint, Response, g, request, send_file

from infoview import clock
from infoview.db import db
from infoview.invitations import queries
from infoview.models import Account, Contact, Meeting
from infoview.outreach.delivery import INVITATION

bp = Blueprint("invitations", __name__)


@bp.get("/meetings/<int:meeting_id>/invitation.ics")
def download(meeting_id: int) -> Response:
    """Give a meeting as a file for the contact's calendar, or for the user's own if it is `mine`."""
    meeting = db.get_row(Meeting, meeting_id)
    contact = db.get_row(Contact, meeting.contact_id)
    if request.args.get("mine"):
        text, name = queries.own_entry(meeting, contact, at=clock.now()), "meeting.ics"
    else:
        account = db.session.get_one(Account, g.viewer.account_id)
        text, name = queries.invitation(meeting, contact, account, at=clock.now()), INVITATION
    return send_file(BytesIO(text.encode()), "text/calendar", as_attachment=True, download_name=name)
