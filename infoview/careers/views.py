"""Pages of careers."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from infoview import clock, naming
from infoview.careers import actions, queries
from infoview.careers.forms import AddForm, CareerForm
from infoview.db import db, transaction
from infoview.errors import Invalid, Stale
from infoview.i18n import _
from infoview.models import Career
from infoview.people import listing
from infoview.people.labels import contact_path
from infoview.web import go_to, notify

bp = Blueprint("careers", __name__)


@bp.get("/careers")
def list_careers() -> str:
    """Show every career."""
    return _list(AddForm(formdata=None))


@bp.post("/careers")
def create() -> Any:
    """Add a career by its name, then show it."""
    form = AddForm()
    if form.validate():
        try:
            with transaction(once=form.once_key) as batch:
                career = actions.add_career(form.name.data, at=clock.now())
                batch.answer = url_for("careers.show", career_id=career.id)
            notify(_("%(name)s is added.", name=career.name))
            return go_to(batch.answer)
        except Invalid as problem:
            form.refuse(problem)
    return _list(form), 422


@bp.get("/careers/names")
def names() -> str:
    """Show the names that hold what is typed, to pick one."""
    found = naming.names_like(Career, request.args.get("career", "")[:200])
    return render_template("shared/names.reply.html", names=found)


@bp.route("/careers/<int:career_id>", methods=["GET", "POST"])
def show(career_id: int) -> Any:
    """Show a career with its contacts, and save its name and notes."""
    career = db.get_row(Career, career_id)
    form = CareerForm(career)
    if request.method != "POST":
        return _page(career, form)
    try:
        if form.validate():
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("careers.show", career_id=career_id)
                career = db.get_row(Career, career_id)
                typed = {"name": form.name.data, "notes": form.notes.data}
                actions.edit_career(career, **typed, version=form.version.data)
            notify(_("Saved."), undo=batch.id)
            return go_to(batch.answer)
    except Invalid as problem:
        form.refuse(problem)
    except Stale as stale:
        form.general.append(stale.message)
        career = db.get_row(Career, career_id)
        form.version.data = career.version
        return _page(career, form, theirs=stale.theirs), 409
    return _page(db.get_row(Career, career_id), form), 422


@bp.post("/careers/<int:career_id>/delete")
def delete(career_id: int) -> Response:
    """Put a career into the trash."""
    with transaction() as batch:
        career = db.get_row(Career, career_id)
        actions.delete_career(career, at=clock.now())

    notify(_("%(name)s is deleted.", name=career.name), undo=batch.id)
    return go_to(url_for("careers.list_careers"))


def _list(form: AddForm) -> str:
    q = request.args.get("q", "")[:200]
    page = queries.page(q, number=request.args.get("page", 1, type=int))
    return render_template("careers/careers.html", form=form, page=page, q=q)


def _page(career: Career, form: CareerForm, theirs: dict[str, object] | None = None) -> str:
    people = listing.Filters(career=career.id, page=request.args.get("page", 1, type=int))
    return render_template(
        "careers/career.html",
        career=career,
        form=form,
        theirs=theirs or {},
        words=queries.people_words(career),
        people=listing.page(people, now=clock.now()),
        path=contact_path(),
    )
