"""Changing how the user wants to write."""

from collections.abc import Collection

from infoview.db import db
from infoview.errors import Invalid, Stale
from infoview.etiquette.rules import RULES
from infoview.i18n import _
from infoview.models import Account
from infoview.models.account import NudgeRule

LEAST_DAYS, MOST_DAYS = 1, 60
LINKEDIN_LIMITS = (200, 300)


def edit_preferences(
    account: Account,
    *,
    nudge_rule: NudgeRule,
    nudge_days: int | None,
    linkedin_limit: int,
    rules_on: Collection[str],
    version: int | None,
) -> None:
    """Keep how the user wants to write. `rules_on` are the codes of the etiquette rules that shall speak.

    Raises Invalid for a number of days that is none, Stale if `version` is not the stored one.
    """
    if version != account.version:
        raise Stale(_("Your settings were changed in another window."), {})
    if nudge_days is None or not LEAST_DAYS <= nudge_days <= MOST_DAYS:
        raise Invalid("nudge_days", _("Choose from %(min)d to %(max)d days.", min=LEAST_DAYS, max=MOST_DAYS))
    if linkedin_limit not in LINKEDIN_LIMITS:
        raise Invalid("linkedin_limit", _("Choose one of these."))
    account.nudge_rule, account.nudge_days = nudge_rule, nudge_days
    account.linkedin_limit = linkedin_limit
    account.rules_off = " ".join(rule.code for rule in RULES if rule.code not in rules_on)
    account.version += 1
    db.session.flush()
