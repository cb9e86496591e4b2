"""Pages of organizations."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from infoview import clock, naming
from infoview.boxes import Outcome, controls, keep
from infoview.db import db, next_act, transaction, zone
from infoview.errors import Invalid, Stale
from infoview.i18n import _
from infoview.models import Organization
from infoview.organizations import actions, heard, queries, research
from infoview.organizations.forms import AddForm, OrganizationForm
from infoview.organizations.ten import actions as ten
from infoview.organizations.ten.queries import standing
from infoview.organizations.ten.views import list_page
from infoview.people import listing
from infoview.people.labels import contact_path
from infoview.web import go_to, is_partial, notify, posted_boxes, saved_reply

bp = Blueprint("organizations", __name__)


@bp.get("/organizations")
def list_organizations() -> str:
    """Show the ten the user would like best, and every organization."""
    return list_page()


@bp.post("/organizations")
def create() -> Any:
    """Add an organization by its name, then show it."""
    form = AddForm()
    if form.validate():
        try:
            with transaction(once=form.once_key) as batch:
                organization = actions.add_organization(form.name.data, at=clock.now())
                batch.answer = _url(organization.id)
            notify(_("%(name)s is added.", name=organization.name))
            return go_to(batch.answer)
        except Invalid as problem:
            form.refuse(problem)
    return list_page(form), 422


@bp.get("/organizations/names")
def names() -> str:
    """Show the names that hold what is typed, to pick one."""
    typed = request.args.get("organization") or request.args.get("name", "")
    found = naming.names_like(Organization, typed[:200])
    return render_template("shared/names.reply.html", names=found)


@bp.route("/organizations/<int:organization_id>", methods=["GET", "POST"])
def show(organization_id: int) -> Any:
    """Show an organization with all that is known of it, and save its name and notes."""
    organization = db.get_row(Organization, organization_id)
    form = OrganizationForm(organization)
    if request.method != "POST":
        return _page(organization, form)
    try:
        if form.validate():
            with transaction(once=form.once_key) as batch:
                batch.answer = _url(organization_id)
                organization = db.get_row(Organization, organization_id)
                typed = {"name": form.name.data, "notes": form.notes.data}
                actions.edit_organization(organization, **typed, version=form.version.data)
            notify(_("Saved."), undo=batch.id)
            return go_to(batch.answer)
    except Invalid as problem:
        form.refuse(problem)
    except Stale as stale:
        form.general.append(stale.message)
        organization = db.get_row(Organization, organization_id)
        form.version.data = organization.version
        return _page(organization, form, theirs=stale.theirs), 409
    return _page(db.get_row(Organization, organization_id), form), 422


@bp.post("/organizations/<int:organization_id>/research")
def keep_research(organization_id: int) -> Any:
    """Keep what was found out, and why it is liked, while it is typed or all at once."""
    with transaction():
        organization = db.get_row(Organization, organization_id)
        outcome = keep(research.boxes(organization), posted_boxes())
    if outcome.is_whole and not is_partial():
        notify(_("Saved."))
    return saved_reply(outcome, _url(organization_id), lambda: _page(organization, outcome=outcome))


@bp.post("/organizations/<int:organization_id>/ten")
def rank(organization_id: int) -> Any:
    """Give it the last place among the ten, or take it out of them, and keep what else was typed on its page."""
    with transaction() as batch:
        organization = db.get_row(Organization, organization_id)
        before = organization.rank
        outcome = _take_out(organization) if "out" in request.form else _add_to_ten(organization)
    if organization.rank != before:
        words = _("%(name)s is among your ten.") if before is None else _("%(name)s is no longer among your ten.")
        notify(words % {"name": organization.name}, undo=batch.id)
    return saved_reply(outcome, _url(organization_id), lambda: _page(organization, outcome=outcome))


@bp.post("/organizations/<int:organization_id>/delete")
def delete(organization_id: int) -> Response:
    """Put an organization into the trash."""
    with transaction() as batch:
        organization = db.get_row(Organization, organization_id)
        actions.delete_organization(organization, at=clock.now())

    notify(_("%(name)s is deleted.", name=organization.name), undo=batch.id)
    return go_to(url_for("organizations.list_organizations"))


def _add_to_ten(organization: Organization) -> Outcome:
    outcome = keep(research.boxes(organization), posted_boxes())
    next_act()  # undone by itself
    if outcome.is_whole:
        try:
            ten.add_to_ten(organization, why=organization.why)
        except Invalid as problem:
            outcome.refused["why"] = problem.message
    return outcome


def _take_out(organization: Organization) -> Outcome:
    outcome = keep(research.boxes(organization, needs_why=False), posted_boxes())
    next_act()
    ten.take_out(organization)
    return outcome


def _page(
    organization: Organization,
    form: OrganizationForm | None = None,
    *,
    theirs: dict[str, object] | None = None,
    outcome: Outcome | None = None,
) -> str:
    people = listing.Filters(organization=organization.id, page=request.args.get("page", 1, type=int))
    today = clock.today(zone())
    return render_template(
        "organizations/organization.html",
        organization=organization,
        form=form or OrganizationForm(organization, formdata=None),
        theirs=theirs or {},
        coverage=queries.coverage(organization),
        standing=standing(organization),
        boxes=controls(research.boxes(organization), posted_boxes() if outcome else None, outcome),
        notes=research.NOTES,
        held=heard.meetings(organization.id, today),
        said=heard.answers(organization.id, today),
        people=listing.page(people, now=clock.now()),
        path=contact_path(),
    )


def _url(organization_id: int) -> str:
    return url_for("organizations.show", organization_id=organization_id)
