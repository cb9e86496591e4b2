"""The first minute: two questions, then the board with a first card on it."""

from typing import Any

from flask import Blueprint, g, render_template, request, url_for

from infoview import clock
from infoview.accounts.actions import edit_profile
from infoview.accounts.queries import profile
from infoview.db import transaction
from infoview.errors import Invalid
from infoview.first_steps.forms import FirstStepsForm
from infoview.people import quick_add
from infoview.people.adding import add_understood
from infoview.web import go_to

bp = Blueprint("first_steps", __name__)


@bp.route("/first-steps", methods=["GET", "POST"])
def show() -> Any:
    """Ask what the user is exploring and for one person they could ask, then show the board."""
    account = profile(g.viewer.account_id)
    form = FirstStepsForm(exploring=account.exploring)
    if request.method == "POST" and form.validate():
        try:
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("transfer.upload" if request.form.get("go") == "import" else "board.show")
                if form.exploring.data:
                    edit_profile(account.id, {"exploring": form.exploring.data})
                if form.person.data:
                    add_understood(quick_add.read(form.person.data), at=clock.now())
            return go_to(batch.answer)
        except Invalid as problem:
            form.refuse(Invalid("person", problem.message))
    page = render_template("first_steps/first_steps.html", form=form, name=account.name)
    return page, 422 if request.method == "POST" else 200
