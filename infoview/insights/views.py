"""Whom to ask next, and who led to whom."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from infoview import clock
from infoview.db import db, transaction
from infoview.i18n import _
from infoview.insights import candidates, referrals
from infoview.insights.forms import RatingForm, WhoNextForm
from infoview.models import Career, Contact
from infoview.people import actions
from infoview.people.labels import contact_path
from infoview.web import go_to, local_path, notify, reply_or_redirect

bp = Blueprint("insights", __name__)


@bp.get("/who-next")
def who_next() -> str:
    """Show whom to ask next, of one career if asked."""
    career_id = WhoNextForm(formdata=request.args).career.data
    career = db.get_row(Career, career_id) if career_id is not None else None
    return render_template(
        "insights/who_next.html",
        page=candidates.page(career_id, number=request.args.get("page", 1, type=int)),
        practice=candidates.to_practise(),
        careers=candidates.careers(),
        career=career,
        path=contact_path(),
        ratings=candidates.ratings(),
    )


@bp.post("/contacts/<int:contact_id>/rating")
def rate(contact_id: int) -> Response:
    """Say how easy somebody is to ask, or how much there is to learn from them."""
    form = RatingForm.checked()
    back = local_path(request.form.get("next")) or url_for("insights.who_next")

    with transaction() as batch:
        contact = db.get_row(Contact, contact_id)
        rated: dict[str, Any] = {name: form[name].data for name in ("ease", "value") if name in request.form}
        actions.edit_contact(contact, at=clock.now(), **rated)

    notify(_("%(name)s is rated.", name=contact.full_name), undo=batch.id)
    row = candidates.candidate(contact_id)
    if row is None:
        return go_to(back)
    return reply_or_redirect(
        "insights/rated.reply.html",
        f"{back}#who-{contact_id}",
        row=row,
        path=contact_path(),
        ratings=candidates.ratings(),
        back=back,
    )


@bp.get("/referral-map")
def referral_map() -> str:
    """Show who led to whom."""
    return render_template("insights/referral_map.html", map=referrals.drawn(), path=contact_path())
