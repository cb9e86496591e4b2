"""Rounds of work that ends in a crash; each shows whether everything that was promised is there."""

from dataclasses import dataclass
from random import Random
from threading import Event, Thread

from faults import promises, serial
from faults.acts import Act, Broken
from faults.home import Home
from faults.kills import Kill
from faults.person import Person

PEOPLE = 4
MOST_ACTS = 60
MOST_BEFORE_THE_KILL = 40


@dataclass(slots=True)
class Outcome:
    """What came of a round: how many acts were answered, and of those that were not, how many are there."""

    answered: int
    done: int
    undone: int

    def __str__(self) -> str:
        return f"{self.answered} answered, {self.done + self.undone} not: {self.done} done, {self.undone} not at all"


def play(home: Home, kill: Kill, chance: Random) -> Outcome:
    """Have people work until the server dies; then see that nothing was lost. Raises Broken if something was."""
    with promises.copied(home.database) as rows:
        known, board = home.known(rows), serial.Board.of(rows)
    cards = [contact.id for contact in known]
    people = [Person(home.browser(), Random(chance.random()), known[number::PEOPLE], cards) for number in range(PEOPLE)]
    acts = work(home, kill, people, chance)
    waiting = [person.unanswered for person in people if person.unanswered]

    with promises.copied(home.database) as rows:
        promises.check(rows)
        serial.check(board, acts, rows)
        is_there = {id(act): act.is_done(rows) for act in [*home.kept, *acts]}
    lost = [act for act in [*home.kept, *acts] if act.is_answered and not is_there[id(act)]]
    if lost:
        raise Broken(f"answered, and not there: {lost}")
    outcome = Outcome(len(acts) - len(waiting), *(sum(is_there[id(a)] is x for a in waiting) for x in (True, False)))

    browser = home.browser()
    for act in waiting:
        act.send_again(browser, is_done=is_there[id(act)])
    browser.close()
    with promises.copied(home.database) as rows:
        promises.check(rows)
        if not all(act.is_done(rows) for act in waiting):
            raise Broken(f"sent again, and not there: {waiting}")
    if home.complaints():
        raise Broken(f"the server complains: {home.complaints()[:5]}")
    home.kept += acts
    return outcome


def work(home: Home, kill: Kill, people: list[Person], chance: Random) -> list[Act]:
    """Have people work until the kill; return what they did when the server is there again."""
    stop, enough = Event(), chance.randint(1, MOST_BEFORE_THE_KILL)
    kill.lie_in_wait(home)
    threads = [Thread(target=person.work, args=(stop, MOST_ACTS), daemon=True) for person in people]
    for thread in threads:
        thread.start()

    def is_over() -> bool:
        return not any(thread.is_alive() for thread in threads)

    kill.strike(home, lambda: sum(len(person.acts) for person in people) >= enough or is_over(), is_over)
    stop.set()
    home.wait()
    for thread in threads:
        thread.join(60)
    for person in people:
        if person.problem is not None:
            raise Broken(f"a user was stopped: {person.problem!r}") from person.problem
    return [act for person in people for act in person.acts]
