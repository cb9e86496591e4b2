"""The daily mail: once a day, at the user's hour, and only when something is due."""

from datetime import UTC, date, datetime, timedelta

import pytest
from outbox.post_office import USER, PostOffice
from outbox.writing import set_up
from reminders.reminding import DAY, at, being, change_account, kept, look, parts, remind

from infoview.reminders.digest import day_due, next_at


@pytest.mark.parametrize(
    ("instant", "hour", "zone", "day"),
    [
        ("2026-06-15T04:59Z", 7, "Europe/Paris", None),
        ("2026-06-15T05:00Z", 7, "Europe/Paris", date(2026, 6, 15)),
        ("2026-06-15T21:59Z", 7, "Europe/Paris", date(2026, 6, 15)),
        ("2026-06-15T22:00Z", 7, "Europe/Paris", None),
        ("2026-06-15T22:00Z", 0, "Europe/Paris", date(2026, 6, 16)),
        ("2026-03-29T00:59Z", 2, "Europe/Paris", None),  # the night in which 2:00 does not come
        ("2026-03-29T01:00Z", 2, "Europe/Paris", date(2026, 3, 29)),
        ("2026-10-25T00:00Z", 2, "Europe/Paris", date(2026, 10, 25)),  # the night in which it comes twice
        ("2026-10-25T01:00Z", 2, "Europe/Paris", date(2026, 10, 25)),
        ("2026-06-15T18:45Z", 7, "Asia/Kathmandu", None),
        ("2026-06-16T01:15Z", 7, "Asia/Kathmandu", date(2026, 6, 16)),
        ("2026-06-15T17:00Z", 7, "Pacific/Kiritimati", date(2026, 6, 16)),
        ("2026-06-15T09:30Z", 23, "Pacific/Niue", None),
        ("2026-06-15T10:30Z", 23, "Pacific/Niue", date(2026, 6, 14)),
    ],
)
def test_a_day_is_due_from_its_hour_on_by_the_clock_of_the_user(instant, hour, zone, day):
    assert day_due(datetime.fromisoformat(instant), hour, zone) == day


def test_the_next_one_is_told_by_the_clock_of_the_user():
    early, late = datetime(2026, 6, 15, 4, tzinfo=UTC), datetime(2026, 6, 15, 12, tzinfo=UTC)

    assert next_at(early, 7, "Europe/Paris", is_done=False) == at("2026-06-15 07:00")
    assert next_at(late, 7, "Europe/Paris", is_done=True) == at("2026-06-16 07:00")
    assert next_at(late, 7, "Europe/Paris", is_done=False) == late


def test_it_arrives_once_a_day_with_what_is_due_and_links_to_the_right_pages(app, owner, trusted, certificate):
    with PostOffice(certificate) as office, being("2026-06-15 06:59") as clock:
        set_up(office)
        ada = remind("Ada Byron", "Send the article")
        look(app)
        assert office.accepted == []
        for _minute in range(3):
            clock.shift(60)
            look(app)
        clock.move_to(at("2026-06-16 07:00"))
        look(app)

    first, second = office.mails
    assert (first["To"].addresses[0].addr_spec, first["From"].addresses[0].addr_spec) == (owner.email, USER)
    assert first["Subject"] == "One thing for today"
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["Date"].datetime == at("2026-06-15 07:00")
    assert first["Message-ID"] != second["Message-ID"]
    for form in parts(first):
        assert "Ada Byron" in form
        assert "Send the article" in form
        assert f"http://127.0.0.1:8000/contacts/{ada.id}" in form
        assert "http://127.0.0.1:8000/today" in form
    assert kept() == [("digest", "2026-06-15", "sent", ""), ("digest", "2026-06-16", "sent", "")]


def test_what_the_user_wrote_is_never_markup_nor_a_header(app, owner, trusted, certificate):
    with PostOffice(certificate) as office, being("2026-06-15 08:00"):
        set_up(office)
        remind("<b>Ada</b>\r\nBcc: otto@example.org", "<script>alert(1)</script> & {{ 7 * 7 }} %(x)s")
        look(app)

    [mail] = office.mails
    text, html = parts(mail)
    assert mail["Bcc"] is None
    assert "<script>alert(1)</script> & {{ 7 * 7 }} %(x)s" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ 7 * 7 }} %(x)s" in html
    assert "<script" not in html
    assert "<b>" not in html


def test_on_a_day_on_which_nothing_is_due_nothing_is_sent_also_if_something_comes_up_later(
    app, owner, trusted, certificate
):
    with PostOffice(certificate) as office, being("2026-06-15 08:00") as clock:
        set_up(office)
        look(app)
        remind()
        clock.shift(3600)
        look(app)

    assert (office.calls, kept()) == (0, [("digest", "2026-06-15", "cancelled", "nothing")])


def test_after_three_days_without_the_app_there_is_one(app, owner, trusted, certificate):
    with PostOffice(certificate, answers={"MAIL": "451 later"}) as office, being("2026-06-15 08:00") as clock:
        set_up(office)
        remind()
        look(app)  # written down, not sent: the server asks to come back
        office.answers.clear()
        clock.shift(3 * DAY)
        look(app)
        look(app)

    assert [mail["Date"].datetime for mail in office.mails] == [at("2026-06-18 08:00")]
    assert kept() == [("digest", "2026-06-15", "failed", "later"), ("digest", "2026-06-18", "sent", "")]


def test_what_the_server_puts_off_is_tried_again_and_arrives_once(app, owner, trusted, certificate):
    with PostOffice(certificate, answers={"RCPT": "451 4.7.1 come back"}) as office, being("2026-06-15 08:00") as clock:
        set_up(office)
        remind()
        for _minute in range(4):
            look(app)
            clock.shift(60)
        calls = office.calls
        office.answers.clear()
        clock.shift(3600)
        look(app)
        look(app)

    assert (calls, len(office.accepted)) == (2, 1)
    assert kept() == [("digest", "2026-06-15", "sent", "")]


def test_one_of_which_nobody_knows_whether_it_arrived_is_not_sent_again(app, owner, trusted, certificate):
    with PostOffice(certificate, answers={"body": ""}) as office, being("2026-06-15 08:00") as clock:
        set_up(office)
        remind()
        look(app)
        office.answers.clear()
        clock.shift(timedelta(hours=5))
        look(app)

    assert (office.accepted, kept()) == ([], [("digest", "2026-06-15", "unknown", "cut-off")])


def test_it_can_be_switched_off_and_comes_in_french(app, owner, trusted, certificate):
    with PostOffice(certificate) as office, being("2026-06-15 08:00") as clock:
        set_up(office)
        remind("Élodie Petit")
        change_account(owner, reminders_off="digest")
        look(app)
        assert office.accepted == []
        change_account(owner, reminders_off="", language="fr")
        clock.shift(DAY)
        look(app)

    [mail] = office.mails
    assert '<html lang="fr">' in parts(mail)[1]
    assert kept() == [("digest", "2026-06-15", "cancelled", "off"), ("digest", "2026-06-16", "sent", "")]


def test_every_account_has_its_own_and_one_that_fails_holds_up_no_other(
    app, owner, other_account, trusted, certificate, monkeypatch
):
    from infoview.db import as_owner
    from infoview.reminders import digest

    look_what_is_due = digest.due_count
    with PostOffice(certificate) as office, being("2026-06-15 08:00"):
        set_up(office)
        with as_owner(other_account):
            set_up(office)
            remind("Otto's Ada")

        def fail_once(moment):
            monkeypatch.setattr(digest, "due_count", look_what_is_due)
            raise ValueError

        monkeypatch.setattr(digest, "due_count", fail_once)
        problem = look(app)

    assert problem == str(owner.id)
    assert [mail["To"].addresses[0].addr_spec for mail in office.mails] == [other_account.email]
