"""A server that is killed at any moment: what it answered is there, everything else wholly or not at all."""

import os
import signal
import sys
from random import Random

import pytest
from faults.__main__ import main
from faults.kills import AtCall, AtRandom, strace, strace_problem
from faults.rounds import play
from real_server import LONGEST_START, free_port, running, started, workers_of

needs_strace = pytest.mark.usefixtures("working_strace")


@pytest.fixture
def working_strace():
    problem = strace_problem()
    if problem and "CI" in os.environ:
        pytest.fail(problem)
    if problem:
        pytest.skip(problem)


def test_a_killed_worker_takes_nothing_with_it_that_was_answered(home):
    chance = Random(1)

    for _ in range(3):
        play(home, AtRandom(chance), chance)


def test_neither_do_a_killed_master_and_worker_and_the_server_starts_again(home):
    chance = Random(3)

    play(home, AtRandom(chance, both=True), chance)
    play(home, AtRandom(chance, both=True, starting=True), chance)


@needs_strace
@pytest.mark.parametrize(("call", "calls"), [("sync", (2, 5)), ("write", (3, 60)), ("answer", (1, 6))])
def test_nor_a_worker_killed_just_as_it_settles_writes_or_answers(home, call, calls):
    for n in calls:
        play(home, AtCall(call, n), Random(n))


@needs_strace
def test_a_first_start_that_was_killed_is_followed_by_one_like_the_first(tmp_path):
    for call, n in (("fsync,fdatasync", 1), ("pwrite64", 100), ("rename", 1)):
        killed = started(tmp_path, under=strace(call, n, "-f"), PORT=str(free_port()))
        try:
            out, _ = killed.communicate(timeout=LONGEST_START)
        finally:  # a call that never came leaves a server behind
            for pid in (*workers_of(killed), *([killed.pid] if killed.poll() is None else [])):
                os.kill(pid, signal.SIGKILL)
        assert (killed.returncode, out) == (-signal.SIGKILL, "")

    with running(tmp_path) as (_, server):
        assert any(line.startswith("Code: ") for line in server.stdout)
    assert not list(tmp_path.glob("*.new*"))


def test_a_worker_whose_master_was_killed_makes_way_for_the_next_start(home):
    worker = home.worker

    home.kill(home.server.pid)
    home.server.wait()
    home.wait_for_the_port()
    home.start()

    assert home.worker != worker
    assert home.complaints() == []


def test_the_command_for_many_rounds_tells_how_each_went(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["faults", "1", "--seed", "7"])

    ended = main()

    told = capsys.readouterr().out.splitlines()
    assert ended == 0, told
    assert told[-2].startswith("round   1  seed 7  ") and "all kept" in told[-2]
    assert "no broken" in told[-1]
