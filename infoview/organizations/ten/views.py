"""Ranking the ten. Whatever is done to them keeps the reasons typed beside them."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from sqlalchemy import select

from infoview import clock
from infoview.boxes import WAS, Outcome, controls, keep
from infoview.db import db, next_act, transaction
from infoview.errors import Invalid
from infoview.i18n import _
from infoview.models import Organization
from infoview.organizations import queries
from infoview.organizations.forms import AddForm
from infoview.organizations.ten import actions
from infoview.organizations.ten.actions import WhyBox
from infoview.organizations.ten.forms import PlaceForm, TenForm
from infoview.organizations.ten.queries import ranked
from infoview.web import go_to, is_partial, notify, posted_boxes, reply_or_redirect, saved_reply

bp = Blueprint("ten", __name__)


@bp.post("/organizations/ten")
def add() -> Any:
    """Give an organization, known already or new, the last place among the ten."""
    form = TenForm(ids="ten-")
    try:
        if form.validate():
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("organizations.list_organizations")
                organization = actions.add_by_name(form.name.data, why=form.why.data, at=clock.now())
            notify(_("%(name)s is among your ten.", name=organization.name), undo=batch.id)
            return go_to(batch.answer)
    except Invalid as problem:
        form.refuse(problem)
    return list_page(ten_form=form), 422


@bp.post("/organizations/<int:organization_id>/place")
def move(organization_id: int) -> Any:
    """Put one of the ten at another place."""
    db.get_row(Organization, organization_id)
    form = PlaceForm.checked()
    with transaction(once=form.once_key) as batch:
        organization = db.get_row(Organization, organization_id)
        outcome, before = _keep_whys(), organization.rank
        actions.move(organization, to=form.to.data)
        batch.answer = _list_url(organization_id)
    if organization.rank != before:
        words = _("%(name)s is number %(place)s now.", name=organization.name, place=organization.rank)
        notify(words, undo=batch.id)
    return _reply(outcome, batch.answer)


@bp.post("/organizations/<int:organization_id>/out")
def take_out(organization_id: int) -> Any:
    """Take one out of the ten."""
    with transaction() as batch:
        organization = db.get_row(Organization, organization_id)
        outcome, before = _keep_whys(), organization.rank
        actions.take_out(organization)
    if before is not None:
        notify(_("%(name)s is no longer among your ten. Its notes stay.", name=organization.name), undo=batch.id)
    return _reply(outcome, url_for("organizations.list_organizations"))


@bp.post("/organizations/whys")
def keep_whys() -> Any:
    """Keep the reasons, while they are typed or all at once."""
    with transaction():
        outcome = _keep_whys()
    if outcome.is_whole and not is_partial():
        notify(_("Saved."))
    return saved_reply(outcome, url_for("organizations.list_organizations"), lambda: list_page(outcome=outcome))


def list_page(form: AddForm | None = None, *, ten_form: TenForm | None = None, outcome: Outcome | None = None) -> str:
    """Return the page of all organizations with the ten on top, its forms as they were typed."""
    q = request.args.get("q", "")[:200]
    return render_template(
        "organizations/organizations.html",
        form=form or AddForm(formdata=None),
        page=queries.page(q, number=request.args.get("page", 1, type=int)),
        q=q,
        **_ten(outcome, ten_form),
    )


def _ten(outcome: Outcome | None, form: TenForm | None = None) -> dict[str, Any]:
    ten = actions.the_ten()
    typed = posted_boxes() if outcome else None
    return {
        "ten": ranked(ten),
        "whys": controls([WhyBox(f"why-{each.id}", each, "why") for each in ten], typed, outcome),
        "ten_form": form or TenForm(formdata=None, ids="ten-"),
        "is_full": len(ten) >= actions.MOST,
    }


def _keep_whys() -> Outcome:
    """Keep the reasons that came with a form, as an act of its own: undoing the other one leaves them."""
    typed = posted_boxes()
    names = {name.removeprefix(WAS) for name in typed if name.startswith(f"{WAS}why-")}
    ids = [int(digits) for digits in (name.removeprefix("why-") for name in names) if digits.isdigit()]
    known = select(Organization).where(Organization.id.in_([row_id for row_id in ids if row_id < 2**63][:50]))
    outcome = keep([WhyBox(f"why-{each.id}", each, "why") for each in db.session.scalars(known)], typed)
    next_act()
    return outcome


def _reply(outcome: Outcome, url: str) -> Any:
    if is_partial():
        return reply_or_redirect("organizations/ten.reply.html", url, **_ten(outcome))
    return saved_reply(outcome, url, lambda: list_page(outcome=outcome))


def _list_url(organization_id: int) -> str:
    return url_for("organizations.list_organizations", _anchor=f"ten-{organization_id}")
