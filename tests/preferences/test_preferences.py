import re

import pytest

from infoview.db import as_owner, db
from infoview.models import Account
from infoview.models.account import NudgeRule


def stored(app, account):
    with app.app_context(), as_owner(account):
        return db.session.get_one(Account, account.id)


def version(client):
    return re.search(r'name="version" value="(\d+)"', client.get("/preferences").text)[1]


def test_what_is_chosen_is_kept_and_shown_again(client, app, account):
    rules = re.findall(r'name="rules_on" value="([^"]+)"', client.get("/preferences").text)
    typed = {"nudge_rule": "working_days", "nudge_days": "10", "linkedin_limit": "300", "rules_on": rules[1:]}

    client.post("/preferences", {**typed, "version": version(client)})

    kept = stored(app, account)
    assert (kept.nudge_rule, kept.nudge_days, kept.linkedin_limit) == (NudgeRule.WORKING_DAYS, 10, 300)
    assert kept.rules_off == rules[0]
    page = client.get("/preferences").text
    assert re.search(r'value="working_days"[^>]*checked|checked[^>]*value="working_days"', page)
    assert not re.search(rf'value="{rules[0]}" checked', page)


@pytest.mark.parametrize("days", ["0", "61", "soon", ""])
def test_days_that_are_none_are_refused_beside_their_field(client, app, account, days):
    typed = {"nudge_rule": "after_days", "nudge_days": days, "linkedin_limit": "200", "version": version(client)}

    answer = client.post("/preferences", typed)

    assert answer.status_code == 422
    assert "Choose from 1 to 60 days." in answer.text
    assert stored(app, account).nudge_days == 7


def test_a_save_from_a_stale_page_is_told_and_changes_nothing(client, app, account):
    typed = {"nudge_rule": "never", "nudge_days": "7", "linkedin_limit": "200", "version": "0"}

    answer = client.post("/preferences", typed)

    assert answer.status_code == 409
    assert stored(app, account).nudge_rule is NudgeRule.AFTER_DAYS
