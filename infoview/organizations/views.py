"""Pages of organizations."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from infoview import clock, naming
from infoview.db import db, transaction
from infoview.errors import Invalid, Stale
from infoview.i18n import _
from infoview.models import Organization
from infoview.organizations import actions, queries
from infoview.organizations.forms import AddForm, OrganizationForm
from infoview.people import listing
from infoview.people.labels import contact_path
from infoview.web import go_to, notify

bp = Blueprint("organizations", __name__)


@bp.get("/organizations")
def list_organizations() -> str:
    """Show every organization."""
    return _list(AddForm(formdata=None))


@bp.post("/organizations")
def create() -> Any:
    """Add an organization by its name, then show it."""
    form = AddForm()
    if form.validate():
        try:
            with transaction(once=form.once_key) as batch:
                organization = actions.add_organization(form.name.data, at=clock.now())
                batch.answer = url_for("organizations.show", organization_id=organization.id)
            notify(_("%(name)s is added.", name=organization.name))
            return go_to(batch.answer)
        except Invalid as problem:
            form.refuse(problem)
    return _list(form), 422


@bp.get("/organizations/names")
def names() -> str:
    """Show the names that hold what is typed, to pick one."""
    found = naming.names_like(Organization, request.args.get("organization", "")[:200])
    return render_template("shared/names.reply.html", names=found)


@bp.route("/organizations/<int:organization_id>", methods=["GET", "POST"])
def show(organization_id: int) -> Any:
    """Show an organization with its contacts, and save its name and notes."""
    organization = db.get_row(Organization, organization_id)
    form = OrganizationForm(organization)
    if request.method != "POST":
        return _page(organization, form)
    try:
        if form.validate():
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("organizations.show", organization_id=organization_id)
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


@bp.post("/organizations/<int:organization_id>/delete")
def delete(organization_id: int) -> Response:
    """Put an organization into the trash."""
    with transaction() as batch:
        organization = db.get_row(Organization, organization_id)
        actions.delete_organization(organization, at=clock.now())

    notify(_("%(name)s is deleted.", name=organization.name), undo=batch.id)
    return go_to(url_for("organizations.list_organizations"))


def _list(form: AddForm) -> str:
    q = request.args.get("q", "")[:200]
    page = queries.page(q, number=request.args.get("page", 1, type=int))
    return render_template("organizations/organizations.html", form=form, page=page, q=q)


def _page(organization: Organization, form: OrganizationForm, theirs: dict[str, object] | None = None) -> str:
    people = listing.Filters(organization=organization.id, page=request.args.get("page", 1, type=int))
    return render_template(
        "organizations/organization.html",
        organization=organization,
        form=form,
        theirs=theirs or {},
        words=queries.people_words(organization),
        people=listing.page(people, now=clock.now()),
        path=contact_path(),
    )
