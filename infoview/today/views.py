"""Today: what is due in one list; setting a part of it aside; the weekly goal."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, g, render_template, request, url_for
from sqlalchemy import select

from infoview import clock
from infoview.db import db, transaction, zone
from infoview.errors import Invalid
from infoview.i18n import _, day_words, whole_day
from infoview.insights import candidates
from infoview.models import Account, Contact
from infoview.people.labels import contact_path
from infoview.today import actions, goal
from infoview.today.agenda import agenda, days
from infoview.today.forms import GoalForm, SetAsideForm
from infoview.today.labels import Refusal, done_words, listed, row_words
from infoview.web import go_to, is_partial, notify, reply_or_redirect

bp = Blueprint("today", __name__)

LOOK_AHEAD = timedelta(days=21)  # where nothing is due: how far to look for what comes next


@bp.get("/today")
def show() -> str:
    """Show everything that is due, the most pressing first."""
    return _page()


def _page(refused: Refusal | None = None) -> str:
    week = goal.week_of(clock.today(zone()))
    return render_template(
        "today/today.html",
        **_list(refused),
        today=whole_day(clock.today(zone())),
        week=week,
        goal=GoalForm(formdata=None, goal=week.goal or 0),
        ask=candidates.best() if week.is_behind else None,
        path=contact_path(),
    )


@bp.post("/today/<int:contact_id>/set-aside")
def set_aside(contact_id: int) -> Any:
    """Take one thing off the list: it is done, or comes back on a day."""
    db.get_row(Contact, contact_id)
    form = SetAsideForm()
    step = {"rule": form.rule.data or "", "subject": form.subject.data or "", "fact": form.fact.data or ""}
    try:
        back = _keep(SetAsideForm.checked(), contact_id, step)
    except Invalid as problem:
        if is_partial() or problem.field != "day":
            raise
        named = contact_id, step["rule"], step["subject"], step["fact"]
        return _page(Refusal(named, problem.message)), 422
    return reply_or_redirect("today/set_aside.reply.html", back, **_list())


def _keep(form: SetAsideForm, contact_id: int, step: dict[str, Any]) -> str:
    """Do what was chosen for a step, and return the page to go back to."""
    today, at = clock.today(zone()), clock.now()
    with transaction() as batch:
        batch.answer = url_for("today.show", all=_all())
        contact = db.get_row(Contact, contact_id)
        if form.until.data == actions.DONE:
            words = done_words(actions.mark_done(contact, **step, at=at), contact.full_name)
        else:
            until = actions.day_of_choice(form.until.data or "", form.day.data, today=today)
            actions.set_aside(contact, **step, until=until, at=at)
            words = _("You will see this again %(day)s.", day=day_words(until, today))
    notify(words, undo=batch.id)
    return batch.answer


@bp.post("/today/goal")
def set_goal() -> Response:
    """Keep how many conversations a week the user wants to have."""
    form = GoalForm.checked()

    with transaction(once=form.once_key) as batch:
        batch.answer = url_for("today.show")
        goal.set_goal(db.session.get_one(Account, g.viewer.account_id), goal=form.goal.data)

    notify(_("Kept."))
    return go_to(batch.answer)


def _list(refused: Refusal | None = None) -> dict[str, Any]:
    """Return what is due, as the page and the answer to every act on it show it."""
    now, is_all = clock.now(), _all() is not None
    due = agenda(now)
    today = clock.today(zone())
    ahead = [] if due.count else days(now, today + timedelta(days=1), today + LOOK_AHEAD)
    return {
        "list": listed(due, is_all=is_all, refused=refused),
        "is_new": not due.count and db.session.scalar(select(Contact.id).limit(1)) is None,
        "coming": [(each, day_words(each.day, today)) for each in ahead[:3]],
        "words": row_words(
            first=today + timedelta(days=1), monday=actions.day_of_choice("next-week", None, today=today)
        ),
        "root": request.script_root,
        "all_of_it": _all(),
    }


def _all() -> str | None:
    """Return what the address says if it asks for more than the most pressing things."""
    return "1" if request.args.get("all") else None
