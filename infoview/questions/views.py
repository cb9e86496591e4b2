"""The bank of questions, and the user's own beside it."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from infoview import clock
from infoview.chips import chips
from infoview.db import db, transaction
from infoview.errors import Invalid, Stale
from infoview.i18n import _, language
from infoview.models import OwnQuestion
from infoview.questions import listing, own
from infoview.questions.forms import FiltersForm, OwnQuestionForm
from infoview.web import go_to, is_partial, notify, this_path

bp = Blueprint("questions", __name__)


@bp.get("/questions")
def list_questions() -> str:
    """Show every question, or those that the filters in the address ask for."""
    found = found_by(FiltersForm(formdata=request.args).filters())
    if is_partial():
        return render_template("questions/found.html", **found)
    return render_template("questions/questions.html", **found, topics=listing.TOPIC_NAMES, flags=listing.FLAGS)


@bp.route("/questions/new", methods=["GET", "POST"])
def new() -> Any:
    """Ask for a question of the user's own, and add it."""
    form = OwnQuestionForm(topic=request.args.get("topic", ""))
    if request.method != "POST":
        return _page(form, None)
    if form.validate():
        try:
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("questions.list_questions", flag="own")
                own.add(form.content(is_new=True), at=clock.now())
            notify(_("Your question is added."), undo=batch.id)
            return go_to(batch.answer)
        except Invalid as problem:
            form.refuse(problem)
    return _page(form, None), 422


@bp.route("/questions/<int:ownquestion_id>", methods=["GET", "POST"])
def edit(ownquestion_id: int) -> Any:
    """Show a question of the user's own to change it."""
    stored = db.get_row(OwnQuestion, ownquestion_id)
    form = OwnQuestionForm(stored, **_values(stored))
    if request.method != "POST":
        return _page(form, stored)
    try:
        if form.validate():
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("questions.list_questions", flag="own")
                stored = db.get_row(OwnQuestion, ownquestion_id)
                own.edit(stored, form.content(is_new=False), version=form.version.data)
            notify(_("Saved."), undo=batch.id)
            return go_to(batch.answer)
    except Invalid as problem:
        form.refuse(problem)
    except Stale as stale:
        form.general.append(stale.message)
        stored = db.get_row(OwnQuestion, ownquestion_id)
        form.version.data = stored.version
        return _page(form, stored, theirs=stale.theirs), 409
    return _page(form, stored), 422


@bp.post("/questions/<int:ownquestion_id>/delete")
def delete(ownquestion_id: int) -> Response:
    """Put a question of the user's own into the trash."""
    with transaction() as batch:
        own.delete(db.get_row(OwnQuestion, ownquestion_id), at=clock.now())

    notify(_("Your question is deleted. Where it is planned, it stays."), undo=batch.id)
    return go_to(url_for("questions.list_questions"))


def found_by(filters: listing.Filters) -> dict[str, Any]:
    """Return the questions that are found, and the filters that are on: what changes while somebody types."""
    groups = listing.groups(filters)
    return {
        "filters": filters,
        "chips": chips_of(filters),
        "groups": groups,
        "found": listing.found_words(groups),
        "spoken": language(),
    }


def chips_of(filters: listing.Filters) -> list[Any]:
    """Return the filters that are on, in words."""
    names = {
        "q": f"“{filters.q}”",
        "topic": str(listing.TOPIC_NAMES.get(filters.topic, "")),
        "flag": str(listing.FLAGS.get(filters.flag, "")),
    }
    return chips(filters.in_address(), names)


def _values(stored: OwnQuestion) -> dict[str, Any]:
    return {
        "topic": stored.topic.value,
        "is_closed": not stored.is_open,
        "career": str(stored.career_id or ""),
        "goal": str(stored.goal_id or ""),
    }


def _page(form: OwnQuestionForm, stored: OwnQuestion | None, theirs: dict[str, object] | None = None) -> str:
    return render_template(
        "questions/own.html",
        form=form,
        title=_("Your question") if stored else _("A question of your own"),
        action=this_path(),
        stored=stored,
        theirs=theirs or {},
        back=url_for("questions.list_questions"),
        back_words=_("Questions"),
    )
