import re
from datetime import timedelta

import pytest
import time_machine
from factories import NOON, make_contact
from sqlalchemy import select

from infoview.db import as_owner, db, transaction
from infoview.errors import Invalid, Stale
from infoview.models import Reminder
from infoview.own_reminders import actions, queries

TODAY = NOON.date()
DAY = timedelta(days=1)


def remind(contact, body="Send the article", due_on=TODAY, at=NOON):
    with transaction():
        return actions.add(contact, body=body, due_on=due_on, at=at)


def test_what_is_not_done_is_listed_by_its_day_in_words(owner):
    ada = make_contact("Ada Byron")
    remind(ada, "Next week", TODAY + 7 * DAY)
    late, done = remind(ada, "Yesterday", TODAY - DAY, at=NOON - DAY), remind(ada, "Over", TODAY)
    remind(make_contact("Mary Somerville"), "Not hers")
    with transaction():
        actions.mark_done(done, at=NOON)

    assert queries.of_contact(ada.id, today=TODAY) == [
        queries.Line(late.id, "Yesterday", "yesterday", "is-late"),
        queries.Line(late.id - 1, "Next week", "June 22", ""),
    ]


@pytest.mark.parametrize(("body", "words"), [("  ", "Write something"), ("x" * 501, "too long")])
def test_a_reminder_is_one_line_that_says_something(owner, body, words):
    with pytest.raises(Invalid, match=words):
        remind(make_contact(), body)


def test_a_reminder_changed_in_another_window_is_not_overwritten(owner):
    reminder = remind(make_contact())
    with transaction():
        actions.edit(reminder, body="Send the book", due_on=TODAY, version=1, at=NOON)

    with pytest.raises(Stale) as stale, transaction():
        actions.edit(reminder, body="Send the film", due_on=TODAY, version=1, at=NOON)
    assert stale.value.theirs == {"body": "Send the book", "due_on": "2026-06-15"}


def test_a_reminder_is_added_changed_and_done_on_the_page_of_its_contact_and_each_act_can_be_undone(
    app, account, client
):
    with app.app_context(), as_owner(account):
        page = f"/contacts/{make_contact('Ada Byron').id}"

    def stored():
        with app.app_context(), as_owner(account):
            row = db.session.scalars(select(Reminder)).one_or_none()
            return row and (row.body, row.due_on, row.done_at is not None)

    def undo():
        client.post(re.search(r'action="(/changes/\w+/undo)"', client.get(page).text)[1], {"next": page})

    with time_machine.travel(NOON, tick=False):
        client.post(f"{page}/reminders", {"body": "Send the article", "due_on": "2026-06-16"})
        shown = client.get(page).text
        assert "Send the article" in shown
        assert "tomorrow" in shown
        place = re.search(r'href="(/own-reminders/\d+)"', shown)[1]
        client.post(place, {"body": "Send the book", "due_on": "2026-06-15", "version": "1"})
        assert stored() == ("Send the book", TODAY, False)
        undo()
        assert stored() == ("Send the article", TODAY + DAY, False)
        client.post(f"{place}/done")
        assert stored()[2]
        undo()
        assert not stored()[2]
        client.post(f"{place}/delete")
        assert stored() is None
        undo()
        assert stored() == ("Send the article", TODAY + DAY, False)


def test_a_day_that_is_over_is_refused_beside_the_field_and_for_today_it_is_in_today_now(app, account, client):
    with app.app_context(), as_owner(account):
        ada = make_contact("Ada Byron")
        late = remind(ada, due_on=TODAY - DAY, at=NOON - DAY)
    page = f"/contacts/{ada.id}"

    with time_machine.travel(NOON, tick=False):
        answer = client.post(f"{page}/reminders", {"body": "Call", "due_on": "2026-06-14"})
        assert answer.status_code == 422
        assert re.search(r'class="error" id="reminder-due_on-error">This day is over', answer.text)
        typed = {"body": "Call", "version": "1"}
        assert client.post(f"/own-reminders/{late.id}", {**typed, "due_on": "2026-06-13"}).status_code == 422
        assert client.post(f"/own-reminders/{late.id}", {**typed, "due_on": "2026-06-14"}).status_code == 303
        client.post(f"{page}/reminders", {"body": "Call", "due_on": "2026-06-15"})
        assert "It is in Today now." in client.get(page).text


def test_a_reminder_without_a_day_is_asked_for_again_with_what_was_typed(app, account, client):
    with app.app_context(), as_owner(account):
        ada = make_contact("Ada Byron")

    answer = client.post(f"/contacts/{ada.id}/reminders", {"body": "Send the article", "due_on": ""})

    assert answer.status_code == 422
    assert 'value="Send the article"' in answer.text
    assert "Choose a day." in answer.text
