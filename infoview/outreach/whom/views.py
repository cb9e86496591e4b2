"""Choosing whom a message to one person is about."""

from typing import Any

from flask import Blueprint, render_template, request

from infoview.db import db
from infoview.errors import Invalid
from infoview.models import Contact
from infoview.outreach import labels
from infoview.outreach.routes import ABOUT_SOMEONE
from infoview.outreach.views import purpose
from infoview.outreach.whom.candidates import find, may_be_about
from infoview.web import go_to

bp = Blueprint("whom", __name__)


@bp.get("/contacts/<int:contact_id>/drafts/<kind>/whom")
def ask(contact_id: int, kind: str) -> Any:
    """Go on to the person the message is likely to be about; ask if there is none, or somebody else is meant."""
    to, contact = purpose(contact_id, kind), db.get_row(Contact, contact_id)
    if to.kind not in ABOUT_SOMEONE:
        return go_to(to.page())
    candidates, name, problem = may_be_about(contact, to.kind), request.args.get("who", "")[:200], ""
    about_id = candidates[0].id if candidates and "who" not in request.args else None
    try:
        about_id = find(name, contact) if name else about_id
    except Invalid as wrong:
        problem = wrong.message
    if about_id is not None:
        return go_to(to._replace(about_id=about_id).page())
    title = labels.whom_words(to.kind, contact.full_name)
    return render_template(
        "outreach/whom.html", to=to, contact=contact, candidates=candidates, name=name, problem=problem, title=title
    )
