"""Every route there is, asked by an account with another account's ids: in path, parameters and fields of forms.

Vera's secrets lie under one number in every table. Otto, who has rows of every kind himself, puts that number
wherever a number can stand; the answer must be the one that a number nobody has gets.
"""

import re
from functools import partial

import pytest
from every_page import address, fill_every_table, rules
from walking import NOBODYS, OTTOS, SECRET, VERAS
from whole_database import changed, rows_on_others, whole_database

from infoview.db import as_owner, db, transaction
from infoview.errors import NotThere
from infoview.models.owned import owned_keys, owned_tables

# Posted by their own account, with the form as the app shows it, these are refused for a reason of their own.
REFUSED_AS_SHOWN = {
    "accounts.welcome": 404,  # there is an account
    "outbox.cancel": 409,  # the mail does not wait: nobody knows whether it was sent
    "transfer.upload": 422,  # the form holds no file
    "transfer.undo": 409,  # the import that waits is not confirmed
    "keeping_in_touch.touch": 422,  # what happened is said by the button that is pressed
    "pushing.subscribe": 422,  # only a browser knows the address of its push service
    "transfer.map_columns": 422,  # one meaning for seven columns
}


def test_every_form_is_shown_somewhere_and_accepted_as_it_is_shown(app, vera, keeper):
    for rule in rules(app, "POST"):
        keeper.put_back()
        assert rule.endpoint in vera.found.posted or rule.endpoint == "accounts.welcome", (
            f"No page shows a form for {rule.endpoint}: let make_everything() in tests/every_page.py show it."
        )
        fitting = vera.found.fitting(rule.endpoint)
        answer = vera.browser().post(address(rule, vera.ids), fitting)
        expected = REFUSED_AS_SHOWN.get(rule.endpoint)
        assert answer.status_code == expected or (expected is None and answer.status_code < 400), (
            f"{rule.endpoint} answers its own form with {answer.status_code}: give fitting values for its fields in "
            f"FITTING in tests/forms_found.py, or say in REFUSED_AS_SHOWN why it is refused. Sent: {fitting}"
        )


def test_the_owner_of_the_secrets_is_shown_them(app, vera, secrets_of_vera):
    shown = {
        rule.endpoint: SECRET in vera.browser().get(address(rule, secrets_of_vera)).text
        for rule in rules(app, "GET", with_ids=True)
    }

    go_on_elsewhere = {"board.keep_fact", "outreach.go_back", "outreach.pick", "whom.ask"}
    go_on_elsewhere |= {"meetings.agree", "meetings.go_on"}
    assert {endpoint for endpoint, is_shown in shown.items() if not is_shown} <= go_on_elsewhere


def test_another_accounts_ids_in_the_path_are_not_there(app, vera, otto, secrets_of_vera, keeper):
    browser = otto.browser()
    for number, rule in enumerate(rules(app, "OPTIONS", with_ids=True)):
        for method in sorted(rule.methods):
            for ids in (secrets_of_vera, vera.ids):
                send = browser.post if method == "POST" else partial(browser.open, method=method)
                fields = {"data": otto.found.fitting(rule.endpoint)} if method == "POST" else {}
                headers = {"HX-Request-Type": "partial"} if ids is secrets_of_vera and number % 2 else {}
                answer = send(address(rule, ids), headers=headers, **fields)
                assert answer.status_code == (200 if method == "OPTIONS" else 404), (rule, method)
                assert SECRET not in answer.text, (rule, method)

    assert changed(keeper.rows, whole_database(app)) == []


def test_another_accounts_ids_in_a_parameter_are_as_good_as_none(app, otto, secrets_of_vera, keeper):
    browser = otto.browser()
    for rule in rules(app, "GET"):
        if rule.endpoint == "static":
            continue
        for name in otto.found.asked[rule.endpoint]:
            for value, other in ((VERAS, NOBODYS), (SECRET, "Xylography")):
                answers = [browser.get(address(rule, otto.ids), query_string={name: each}) for each in (value, other)]
                assert answers[0].status_code == answers[1].status_code, (rule, name)
                assert plain(answers[0].text, value) == plain(answers[1].text, other), (rule, name)

    assert changed(keeper.rows, whole_database(app)) == []


def plain(page, typed):
    """A page without what was typed, without tokens, without numbers that differ from one load to the next."""
    page = re.sub(r"I[\w-]{20,}\.[\w-]+\.[\w-]+", "", page)
    page = re.sub(r'(name="once" value=")[^"]*', r"\1", page)
    return page.replace(str(typed), "?").replace(str(typed).casefold(), "?")


def test_another_accounts_ids_in_a_form_are_as_good_as_none(app, otto, secrets_of_vera, keeper):
    for rule in rules(app, "POST"):
        fitting, names = otto.found.fitting(rule.endpoint), otto.found.may_be_ids(rule.endpoint)
        # Saved bit by bit, no field is in the way of another: all of them can be wrong at once.
        at_once = [names, names] if otto.found.is_saved_bit_by_bit(rule.endpoint) else [[name] for name in names]
        for number, wrong in enumerate(at_once):
            typed = [{**fitting, **dict.fromkeys(wrong, each)} for each in (VERAS, NOBODYS)]
            outcomes = [outcome(app, otto, keeper, rule, fields, is_partial=number % 2 == 1) for fields in typed]
            assert outcomes[0] == outcomes[1], (rule, wrong)


def outcome(app, otto, keeper, rule, fields, *, is_partial):
    """Post a form; return its answer and the tables it changed. What must never happen is looked for here."""
    answer = otto.browser().post(address(rule, otto.ids), fields, partial=is_partial)
    assert answer.status_code < 500, (rule, fields)
    assert SECRET not in answer.text + str(answer.headers), (rule, fields)
    after = whole_database(app)
    touched = changed(keeper.rows, after)
    if touched:
        assert answer.status_code < 400 or otto.found.is_saved_bit_by_bit(rule.endpoint), (rule, fields)
        assert rows_on_others(app) == [], (rule, fields)
        assert rows_of_secret(keeper.rows) == rows_of_secret(after), (rule, fields)
        keeper.put_back()
    return answer.status_code, touched


def rows_of_secret(rows):
    """The rows that hold the secret, and those they lie beside, as they stand in the tables."""
    return {table: [row for row in each if SECRET in str(row)] for table, each in rows.items()}


def test_names_that_only_another_account_knows_make_rows_of_ones_own(app, otto, secrets_of_vera, keeper):
    for rule in rules(app, "POST"):
        fitting = otto.found.fitting(rule.endpoint)
        texts = sorted(otto.found.texts & otto.found.fields(rule.endpoint).keys())
        for names in (texts, *([name] for name in texts)):
            answer = otto.browser().post(address(rule, otto.ids), {**fitting, **dict.fromkeys(names, SECRET)})
            assert answer.status_code < 500, (rule, names)
            assert rows_on_others(app) == [], (rule, names)
            if changed(keeper.rows, whole_database(app)):
                keeper.put_back()
            if answer.status_code < 400:
                break  # all at once were taken: no need for one by one


def test_a_list_with_one_id_of_another_account_does_nothing_at_all(app, otto, secrets_of_vera, keeper):
    own = otto.found.posted["people.put_on_board"]["contact"]
    answer = otto.browser().post("/people/board", {"stage": "met", "contact": [*own, VERAS]})

    assert answer.status_code == 404
    assert changed(keeper.rows, whole_database(app)) == []


def test_whatever_a_form_lets_through_no_row_is_hung_on_another_accounts(app, other_account, secrets_of_vera):
    with app.app_context(), as_owner(other_account):
        fill_every_table(other_account, row_id=OTTOS, text="Otto's")
        for table, model in owned_tables().items():
            for key in owned_keys(table):
                with pytest.raises(NotThere):
                    hang(model, OTTOS, key, VERAS)


def hang(model, row_id, key, on):
    with transaction():
        setattr(db.get_row(model, row_id), key, on)
        db.session.flush()


def test_a_once_key_of_another_account_stops_nothing(app, vera, otto):
    typed = {"name": "Botany", "once": "the same key"}

    assert vera.browser().post("/careers", typed).status_code == 303
    assert otto.browser().post("/careers", typed).status_code == 303
    assert [name in otto.browser().get("/careers").text for name in ("Botany", "Xylology")] == [True, False]
