"""Picking the questions of a meeting, ordering and timing them."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask import Response, make_response, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from infoview import clock
from infoview.boxes import Outcome, Typed, keep
from infoview.db import db, transaction
from infoview.errors import Invalid
from infoview.i18n import _, ngettext
from infoview.models import LearningGoal, Meeting, MeetingQuestion, OwnQuestion
from infoview.questions import listing, picking
from infoview.questions.forms import FiltersForm, PickForm
from infoview.questions.planning.page import boxes_of, page_of
from infoview.questions.situation import situation
from infoview.questions.views import bp, chips_of
from infoview.web import go_to, here, is_partial, notify, posted_boxes

__all__ = ["bp"]


@bp.get("/meetings/<int:meeting_id>/questions")
def pick(meeting_id: int) -> str:
    """Show what is planned for a meeting, and what could be."""
    if is_partial():
        return render_template("questions/to_pick.html", **_shown(meeting_id))
    return _page(meeting_id, PickForm(formdata=None))


@bp.post("/meetings/<int:meeting_id>/questions")
def plan(meeting_id: int) -> Any:
    """Plan a question for a meeting."""
    form = PickForm()
    if form.validate():
        try:
            with transaction(once=form.once_key) as batch:
                batch.answer = _address(meeting_id)
                own = db.get_row(OwnQuestion, form.own.data) if form.own.data else None
                goal = db.get_row(LearningGoal, form.goal.data) if form.goal.data else None
                code, text = form.code.data or "", form.text.data or ""
                picking.add(_meeting(meeting_id), code=code, own=own, text=text, goal=goal, at=clock.now())
            notify(_("Added to your questions."), undo=batch.id)
            return _answer(meeting_id)
        except Invalid as problem:
            form.refuse(problem)
    return _answer(meeting_id, form=form, status=422)


@bp.post("/meetings/<int:meeting_id>/questions/suggested")
def plan_suggested(meeting_id: int) -> Response:
    """Plan all that is suggested for a meeting."""
    count = request.form.get("count", 5, type=int)
    with transaction() as batch:
        added = picking.pick_suggested(_meeting(meeting_id), min(count, 5), at=clock.now())

    words = ngettext("%(num)s question is added.", "%(num)s questions are added.", len(added))
    notify(words if added else _("There is nothing left to suggest."), undo=batch.id if added else None)
    return _answer(meeting_id)


@bp.post("/meetings/<int:meeting_id>/questions/plan")
def change_plan(meeting_id: int) -> Response:
    """Keep order, minutes and goals of a meeting's questions."""
    typed, one = posted_boxes(), request.form
    with transaction():
        meeting = _meeting(meeting_id)
        rows = picking.rows_of(meeting.id)
        picking.order(meeting, _ids(typed.get("order", [])))
        for name, by in (("up", -1), ("down", 1)):
            row = next((row for row in rows if str(row.id) == one.get(name)), None)
            if row is not None:
                picking.move(row, by=by)
        outcome = keep(boxes_of(rows), typed)
    wrong = _("Give the minutes as a number from 1 to %(most)s.", most=picking.MOST_MINUTES)
    outcome.refused = {name: wrong if name.startswith("minutes") else why for name, why in outcome.refused.items()}
    return _answer(meeting_id, typed=typed, outcome=outcome)


@bp.route("/meetings/questions/<int:meetingquestion_id>/remove", methods=["GET", "POST"])
def remove(meetingquestion_id: int) -> Any:
    """Take a question out of its meeting; ask first if there is an answer to it."""
    question = db.get_row(MeetingQuestion, meetingquestion_id)
    about = situation(question.meeting_id)
    may_go = "with_answer" in request.form or not picking.has_answer(question)
    if request.method != "POST" or not may_go:
        has_answer, back = picking.has_answer(question), _address(about.meeting_id)
        shown = {"question": question, "about": about, "has_answer": has_answer, "back": back}
        return render_template("questions/remove.html", **shown)
    with transaction() as batch:
        question = db.get_row(MeetingQuestion, meetingquestion_id)
        picking.remove(question, at=clock.now(), with_answer="with_answer" in request.form)
    notify(_("The question is removed."), undo=batch.id)
    return _answer(about.meeting_id)


def _ids(texts: Iterable[str]) -> list[int]:
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 19]


def _meeting(meeting_id: int) -> Meeting:
    """Return a meeting whose contact is there, too. Raises NotThere."""
    situation(meeting_id)
    return db.get_row(Meeting, meeting_id)


def _answer(
    meeting_id: int,
    *,
    form: PickForm | None = None,
    status: int = 200,
    typed: Typed | None = None,
    outcome: Outcome | None = None,
) -> Response:
    """Answer a change: with what changed to htmx, with the page to everyone else."""
    status = outcome.status if outcome else status
    if is_partial():
        page = render_template(
            "questions/planned.reply.html",
            **_shown(meeting_id, typed, outcome),
            form=_form(form),
            has_written=form is not None or "text" in request.form,
        )
        return make_response(page + render_template("shared/notices.reply.html"), status)
    if status == 200:
        return go_to(_address(meeting_id))
    return make_response(_page(meeting_id, _form(form), typed, outcome), status)


def _form(form: PickForm | None) -> PickForm:
    return form or PickForm(formdata=None)


def _page(meeting_id: int, form: PickForm, typed: Typed | None = None, outcome: Outcome | None = None) -> str:
    shown = _shown(meeting_id, typed, outcome)
    return render_template("questions/pick.html", **shown, form=form, topics=listing.TOPIC_NAMES, flags=listing.FLAGS)


def _shown(meeting_id: int, typed: Typed | None = None, outcome: Outcome | None = None) -> dict[str, Any]:
    filters = _filters()
    page = page_of(meeting_id, filters, typed, outcome)
    return {
        "page": page,
        "filters": filters,
        "chips": chips_of(filters),
        "groups": page.groups,
        "found": listing.found_words(page.groups),
        "spoken": page.about.language,
        "action": url_for("questions.plan", meeting_id=meeting_id, **filters.in_address()),
    }


def _filters() -> listing.Filters:
    """Return the filters that are on: those of the page the user is on, whatever was sent from it."""
    asked = request.args if request.method == "GET" else MultiDict(parse_qsl(urlsplit(here()).query))
    return FiltersForm(formdata=asked).filters()


def _address(meeting_id: int) -> str:
    return url_for("questions.pick", meeting_id=meeting_id, **_filters().in_address())
