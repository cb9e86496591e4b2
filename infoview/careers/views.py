"""Pages of careers."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from infoview import clock, naming
from infoview.boxes import Control, Outcome, Typed, controls
from infoview.careers import actions, comparing, fit, queries, verdicts
from infoview.careers.contents import contents
from infoview.careers.forms import AddForm, CareerForm, chosen_ids
from infoview.careers.heard import gather
from infoview.db import db, transaction, zone
from infoview.errors import Invalid, Stale
from infoview.i18n import _
from infoview.insights import candidates
from infoview.labels import FITS, VERDICTS
from infoview.models import Career
from infoview.paging import Page
from infoview.people import listing
from infoview.people.labels import contact_path
from infoview.people.queries import careers as all_careers
from infoview.web import go_to, notify, posted_boxes, saved_reply

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


@bp.get("/careers/compare")
def compare() -> str:
    """Show two to four careers side by side; ask which if fewer are named."""
    ids = chosen_ids(request.args.getlist("with"))
    careers = [db.get_row(Career, career_id) for career_id in ids[: comparing.MOST]]
    found = comparing.compare(careers, today=clock.today(zone())) if len(careers) >= comparing.FEWEST else None
    return render_template(
        "careers/compare.html",
        found=found,
        lead=comparing.lead(len(ids)),
        chosen={career.id for career in careers},
        careers=all_careers(),
        times_words=comparing.times_words,
    )


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


@bp.post("/careers/<int:career_id>/verdict")
def decide(career_id: int) -> Response:
    """Save what the user makes of a career."""
    typed = posted_boxes()
    try:
        with transaction() as batch:
            outcome = verdicts.decide(db.get_row(Career, career_id), typed, on=clock.today(zone()))
        notify(_("Your verdict is saved."), undo=batch.id)
    except verdicts.NotWhole as problem:
        outcome = problem.outcome
    back = url_for("careers.show", career_id=career_id, _anchor="verdict")
    return saved_reply(outcome, back, lambda: _decide_again(career_id, typed, outcome))


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


def _decide_again(career_id: int, typed: Typed, outcome: Outcome) -> str:
    career = db.get_row(Career, career_id)
    return _page(career, CareerForm(career, formdata=None), shown=verdicts.again(career, typed, outcome))


def _page(
    career: Career,
    form: CareerForm,
    theirs: dict[str, object] | None = None,
    shown: dict[str, Control] | None = None,
) -> str:
    heard, nexts, people = gather(career, today=clock.today(zone())), candidates.page(career.id), _people(career)
    return render_template(
        "careers/career.html",
        career=career,
        form=form,
        theirs=theirs or {},
        heard=heard,
        contents=contents(heard, people=people.count, next_people=nexts.count),
        controls=shown or controls(verdicts.boxes(career)),
        is_deciding=shown is not None or not (career.verdict or heard.is_empty),
        nexts=nexts,
        people=people,
        **_names(career),
    )


def _people(career: Career) -> Page[listing.Row]:
    filters = listing.Filters(career=career.id, page=request.args.get("page", 1, type=int))
    return listing.page(filters, now=clock.now())


def _names(career: Career) -> dict[str, Any]:
    """Return the words and addresses that the parts of a career's page share."""
    return {
        "words": queries.people_words(career),
        "verdicts": verdicts.choices(),
        "verdict_names": VERDICTS,
        "fit_names": FITS,
        "guides": fit.guides(),
        "path": contact_path(),
        "meetings": url_for("meetings.show", meeting_id=0).removesuffix("0"),
    }
