"""Many at once on one database: nobody fails, places stay unique, the history tells what happened."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from factories import make_contacts
from real_server import wait_until
from sqlalchemy import func, select

from infoview import sqlite
from infoview.db import as_owner, db, transaction
from infoview.models import Contact, Note, Stage, StageChange
from infoview.turns import Turns

THREADS = 8
ROUNDS = 6
STAGES = ["", *(stage.value for stage in Stage)]


@pytest.fixture
def cards(app, account):
    with app.app_context(), as_owner(account):
        names = [f"Person {number}" for number in range(12)]
        return [contact.id for contact in make_contacts(*names, stage=Stage.IDENTIFIED)]


@pytest.fixture
def at_once(app, client):
    """Runs something in many browsers of the same person at the same moment; gives what each returned."""
    cookie = client.get_cookie("infoview").value
    start = Barrier(THREADS)

    def run(act):
        def one(number):
            browser = app.test_client()
            browser.set_cookie("infoview", cookie)
            browser.token()
            start.wait()
            return act(browser, number)

        with ThreadPoolExecutor(THREADS) as pool:
            return list(pool.map(one, range(THREADS)))

    return run


def test_moves_and_edits_at_once_leave_places_unique_and_a_history_that_matches(app, account, cards, at_once):
    def act(browser, number):
        chance, statuses = random.Random(number), []
        for turn in range(ROUNDS):
            move = {"stage": chance.choice(STAGES), "before": chance.choice(["", chance.choice(cards)])}
            statuses.append(browser.post(f"/contacts/{chance.choice(cards)}/stage", move).status_code)
            note = {"body": f"{number}-{turn}", "day": "2026-01-05"}
            statuses.append(browser.post(f"/contacts/{chance.choice(cards)}/notes", note).status_code)
        return statuses

    assert {status for statuses in at_once(act) for status in statuses} == {303}

    with app.app_context(), as_owner(account):
        assert db.session.scalar(select(func.count(Note.id))) == THREADS * ROUNDS
        for contact in db.session.scalars(select(Contact)):
            rows = select(StageChange).where(StageChange.contact_id == contact.id).order_by(StageChange.id)
            went = [(change.from_stage, change.to_stage) for change in db.session.scalars(rows)]
            assert [left for left, _ in went] == [None, *(to for _, to in went[:-1])]
            assert went[-1][1] is contact.stage
        places = db.session.execute(select(Contact.stage, Contact.position).where(Contact.stage.is_not(None))).all()
        assert len(set(places)) == len(places)


def test_a_form_sent_many_times_at_once_acts_once(app, account, cards, at_once):
    typed = {"full_name": "Ada Byron", "stage": "met", "once": "one-key"}
    answers = at_once(lambda browser, _: browser.post("/contacts", typed))

    assert {(answer.status_code, answer.location) for answer in answers} == {(303, f"/contacts/{max(cards) + 1}")}
    with app.app_context(), as_owner(account):
        assert db.session.scalar(select(func.count(Contact.id)).where(Contact.full_name == "Ada Byron")) == 1


def test_of_many_saves_of_the_same_page_one_is_kept_and_the_others_are_told(cards, at_once):
    def act(browser, number):
        typed = {"full_name": f"Name {number}", "version": "1", "once": f"key-{number}"}
        return number, browser.post(f"/contacts/{cards[0]}/edit", typed)

    answers = at_once(act)

    [kept] = [number for number, answer in answers if answer.status_code == 303]
    for number, answer in answers:
        assert number == kept or (answer.status_code == 409 and f"Name {kept}" in answer.text)
        assert number == kept or f"Name {number}" in answer.text


def test_an_answer_about_the_stage_a_card_has_left_is_not_taken_for_another(client, cards):
    url = f"/contacts/{cards[0]}"
    client.post(f"{url}/stage", {"stage": "requested"})
    asked = {"channel": "email", "day": "2026-01-05", "asked_in": "requested"}
    client.post(f"{url}/stage", {"stage": "met"})

    assert client.post(f"{url}/moved", asked).status_code == 409
    assert "Talked" not in client.get(url).text


def test_while_one_of_ours_writes_for_long_everybody_waits_and_nobody_fails(app, account, cards, at_once, monkeypatch):
    monkeypatch.setattr(sqlite, "PLACE_SECONDS", 1)

    with ThreadPoolExecutor(1) as pool:
        with app.app_context(), as_owner(account), transaction():
            moves = pool.submit(
                at_once, lambda browser, number: browser.post(f"/contacts/{cards[number]}/stage", {"stage": "met"})
            )
            assert wait_until(lambda: sqlite._places_to_write._value == 0)
            sleep(1.5)  # longer than they would wait for another program
        answers = moves.result()

    assert {answer.status_code for answer in answers} == {303}


def test_who_asks_first_writes_first():
    turns, order = Turns(), []

    def write(number):
        assert turns.take(60)
        order.append(number)
        turns.pass_on()

    turns.take(0)
    with ThreadPoolExecutor(THREADS) as pool:
        for number in range(THREADS):
            pool.submit(write, number)
            assert wait_until(lambda: len(turns._waiting) == len(pool._threads))
        assert not turns.take(0)
        turns.pass_on()

    assert order == list(range(THREADS))
    assert turns.take(0)
