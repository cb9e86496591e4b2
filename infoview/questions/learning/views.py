"""What the user wants to learn about a career: noting it, changing, ordering, settling and removing it."""

from typing import Any

from flask import Response, make_response, render_template, request, url_for

from infoview import clock
from infoview.db import db, transaction
from infoview.errors import Invalid, Stale
from infoview.i18n import _
from infoview.models import Career, LearningGoal
from infoview.questions import goals
from infoview.questions.forms import GoalForm
from infoview.questions.planning.views import bp
from infoview.web import go_to, is_partial, local_path, notify, this_path

__all__ = ["bp"]


@bp.route("/careers/<int:career_id>/goals", methods=["GET", "POST"])
def learn(career_id: int) -> Any:
    """Show what the user wants to learn about a career, and note one thing more."""
    career = db.get_row(Career, career_id)
    form = GoalForm()
    if request.method != "POST":
        return _page(career, "")
    problem = ""
    if form.validate():
        try:
            with transaction(once=form.once_key) as batch:
                batch.answer = _back(career_id)
                goals.add(db.get_row(Career, career_id), form.body.data, at=clock.now())
            return _answer(career_id, _("Noted."), batch.id)
        except Invalid as refused:
            form.refuse(refused)
    problem = " ".join(map(str, form.body.errors))
    if is_partial():
        return make_response(_list(career_id, problem, form.body.data or ""), 422)
    return _page(career, problem, form.body.data or ""), 422


@bp.route("/goals/<int:learninggoal_id>", methods=["GET", "POST"])
def edit_goal(learninggoal_id: int) -> Any:
    """Show something to learn, to say it in other words."""
    goal = db.get_row(LearningGoal, learninggoal_id)
    form = GoalForm(body=goal.body, was=goal.body)
    if request.method != "POST":
        return _edit_page(goal, form)
    try:
        if form.validate():
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("questions.learn", career_id=goal.career_id)
                goals.edit(db.get_row(LearningGoal, learninggoal_id), form.body.data, was=form.was.data)
            notify(_("Saved."), undo=batch.id)
            return go_to(batch.answer)
    except Stale as stale:
        form.general.append(stale.message)
        form.was.data = str(stale.theirs["body"])
        return _edit_page(db.get_row(LearningGoal, learninggoal_id), form, theirs=stale.theirs), 409
    return _edit_page(goal, form), 422


@bp.post("/goals/<int:learninggoal_id>/settle")
def settle_goal(learninggoal_id: int) -> Response:
    """Say that enough is known about something, or that there is more to learn after all."""
    with transaction() as batch:
        goal = db.get_row(LearningGoal, learninggoal_id)
        if goal.settled_at is None:
            goals.settle(goal, at=clock.now())
        else:
            goals.reopen(goal)
    words = _("Settled: you know enough about it.") if goal.settled_at else _("Open again.")
    return _answer(goal.career_id, words, batch.id)


@bp.post("/goals/<int:learninggoal_id>/move")
def move_goal(learninggoal_id: int) -> Response:
    """Put something to learn one place up or down."""
    with transaction():
        goal = db.get_row(LearningGoal, learninggoal_id)
        goals.move(goal, by=-1 if request.form.get("to") == "up" else 1)
    return _answer(goal.career_id)


@bp.post("/goals/<int:learninggoal_id>/remove")
def remove_goal(learninggoal_id: int) -> Response:
    """Put something to learn into the trash."""
    with transaction() as batch:
        goal = db.get_row(LearningGoal, learninggoal_id)
        goals.remove(goal, at=clock.now())
    return _answer(goal.career_id, _("Removed. Its questions stay."), batch.id)


def _answer(career_id: int, words: str = "", undo: str | None = None) -> Response:
    if words:
        notify(words, undo=undo)
    if not is_partial():
        return go_to(_back(career_id))
    return make_response(_list(career_id) + render_template("shared/notices.reply.html"))


def _back(career_id: int) -> str:
    """Return the page the list stands on: that of the career, or its own."""
    return local_path(request.form.get("next")) or url_for("questions.learn", career_id=career_id)


def _list(career_id: int, problem: str = "", typed: str = "") -> str:
    shown = {"career_id": career_id, "goals": goals.of(career_id), "problem": problem, "typed": typed}
    return render_template("questions/goals.reply.html", **shown)


def _page(career: Career, problem: str, typed: str = "") -> str:
    shown = {"goals": goals.of(career.id), "problem": problem, "typed": typed}
    return render_template("questions/learn.html", career=career, **shown)


def _edit_page(goal: LearningGoal, form: GoalForm, theirs: dict[str, object] | None = None) -> str:
    career = db.session.get(Career, goal.career_id)
    return render_template(
        "questions/goal.html",
        form=form,
        goal=goal,
        title=_("What I want to learn"),
        action=this_path(),
        theirs=theirs or {},
        back=url_for("questions.learn", career_id=goal.career_id),
        back_words=career.name if career else _("Back"),
    )
