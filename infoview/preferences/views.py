"""The page on which the user says how they want to write."""

from typing import Any

from flask import Blueprint, g, render_template, request, url_for

from infoview.db import db, transaction
from infoview.errors import Invalid, Stale
from infoview.etiquette.rules import RULES
from infoview.i18n import _
from infoview.models import Account
from infoview.models.account import NudgeRule
from infoview.preferences.actions import edit_preferences
from infoview.preferences.forms import PreferencesForm
from infoview.web import go_to, notify

bp = Blueprint("preferences", __name__)


@bp.route("/preferences", methods=["GET", "POST"])
def edit() -> Any:
    """Show and change how the user wants to write."""
    account = db.session.get_one(Account, g.viewer.account_id)
    form, status = _form(account), 200
    if request.method == "POST":
        status = 422
        try:
            if form.validate():
                _keep(form)
                notify(_("Settings saved."))
                return go_to(url_for("preferences.edit"))
        except Invalid as problem:
            form.refuse(problem)
        except Stale as stale:
            status = 409
            form.general.append(stale.message + " " + _("What you save now is kept."))
    account = db.session.get_one(Account, g.viewer.account_id)
    rules = [(rule.code, rule.name, rule.description, rule.code in (form.rules_on.data or ())) for rule in RULES]
    page = render_template("preferences/preferences.html", form=form, rules=rules, stored_version=account.version)
    return page, status


def _form(account: Account) -> PreferencesForm:
    off = account.rules_off.split()
    return PreferencesForm(
        nudge_rule=account.nudge_rule.value,
        nudge_days=account.nudge_days,
        linkedin_limit=str(account.linkedin_limit),
        rules_on=[rule.code for rule in RULES if rule.code not in off],
    )


def _keep(form: PreferencesForm) -> None:
    with transaction(once=form.once_key) as batch:
        batch.answer = url_for("preferences.edit")
        edit_preferences(
            db.session.get_one(Account, g.viewer.account_id),
            nudge_rule=NudgeRule(form.nudge_rule.data),
            nudge_days=form.nudge_days.data,
            linkedin_limit=int(form.linkedin_limit.data),
            rules_on=form.rules_on.data or [],
            version=form.version.data,
        )
