"""SIGTERM ends the server and SIGHUP renews it while people work: nothing that was answered is lost, nobody fails."""

import re
import signal

import pytest
from faults import promises, serial
from faults.client import Browser, Pass
from faults.home import EMAIL
from faults.person import at_work
from real_server import is_alive, running, wait_until, workers_of

PEOPLE = 8
SHORT = 1  # seconds after which an idle connection may be closed: the server keeps them for two when it stops


@pytest.fixture
def people(some_people):
    return some_people(PEOPLE)


def answered(people):
    return sum(act.is_answered for person in people for act in person.acts)


def work_on(people, more):
    """Let people work until so many more of their acts are answered."""
    enough = answered(people) + more
    assert wait_until(lambda: answered(people) >= enough or any(p.cut or p.problem for p in people))


def assert_kept(home, people, board):
    """Everything answered is there, nothing by half, and nobody was refused anything."""
    assert [person.problem for person in people if person.problem] == []
    acts = [act for person in people for act in person.acts]
    with promises.copied(home.database) as rows:
        promises.check(rows)
        serial.check(board, acts, rows)
        assert [act for act in acts if not act.is_done(rows) and act.is_answered] == []
    assert home.complaints() == []


def test_a_server_that_is_ended_answers_whom_it_let_in_and_turns_all_others_away(home, people, board):
    with at_work(people):
        work_on(people, 20)
        home.server.send_signal(signal.SIGTERM)
        home.server.wait(60)

    assert home.server.returncode == 0
    cuts = [person.cut for person in people if person.cut and not person.cut.is_refused and person.cut.idle < SHORT]
    assert len(cuts) <= 1, cuts  # one may come between the last look for who waits and the end of listening
    assert_kept(home, people, board)


def test_a_server_that_is_renewed_turns_nobody_away(home, people, board):
    with at_work(people):
        work_on(people, 10)
        old = home.worker
        home.server.send_signal(signal.SIGHUP)
        assert wait_until(lambda: not is_alive(old))
        work_on(people, 10)

    assert [person.cut for person in people if person.cut and person.cut.idle < SHORT] == []
    assert_kept(home, people, board)


def test_the_first_code_is_good_after_the_server_was_renewed(tmp_path):
    first = {"email": EMAIL, "name": "Vera Lindqvist", "password": "seven quiet lanterns", "zone": "Europe/Paris"}

    with running(tmp_path) as (url, server):
        code = next(line for line in server.stdout if line.startswith("Code: ")).split()[1]
        [old] = workers_of(server)
        server.send_signal(signal.SIGHUP)
        assert wait_until(lambda: not is_alive(old))
        browser = Browser(int(url.rpartition(":")[2]), Pass("", "", ""))
        page = browser.get("/welcome")
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
        browser.let_in = Pass("", page.form_cookie, token)
        answer = browser.post("/welcome", {**first, "code": code})
        browser.close()

    assert answer.status == 303
