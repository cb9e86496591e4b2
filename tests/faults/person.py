"""A user who works as chance has it, and remembers what they did and whether it was answered."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from string import ascii_lowercase
from threading import Event, Thread

from faults import acts
from faults.acts import Act
from faults.client import LONGEST_ANSWER, Answer, Browser, Unanswered, undo_path

from infoview.models import Stage

PLACES = [*Stage, None]
OFTEN = {"move": 8, "edit": 4, "write": 3, "add": 2, "bring_in": 1}


@dataclass(slots=True)
class Known:
    """A contact as a page showed it."""

    id: int
    name: str
    version: int


@dataclass(slots=True)
class Person:
    """Works in one browser. They edit and write about contacts of their `own`; the `cards` they move are everybody's.

    `cut` is what ended the work because no answer came, `problem` what ended it although none should.
    """

    browser: Browser
    chance: Random
    own: list[Known]
    cards: list[int]
    acts: list[Act] = field(default_factory=list)
    cut: Unanswered | None = None
    problem: Exception | None = None

    def work(self, stop: Event, most: int = 10_000) -> None:
        """Do one thing after the other until `stop`, or until something stays unanswered."""
        try:
            while not stop.is_set() and len(self.acts) < most:
                kind = self.chance.choices(list(OFTEN), list(OFTEN.values()))[0]
                getattr(self, f"_{kind}")()
        except Unanswered as cut:
            self.cut = cut
        except Exception as problem:
            self.problem = problem
        finally:
            self.browser.close()

    @property
    def unanswered(self) -> Act | None:
        """What was sent last, if it stayed unanswered."""
        return self.acts[-1] if self.acts and not self.acts[-1].is_answered else None

    def _do(self, act: Act) -> Answer:
        self.acts.append(act)
        return act.send(self.browser)

    def _move(self) -> None:
        before = self.chance.choice([None, *self.cards])
        self._do(acts.move(self.chance.choice(self.cards), self.chance.choice(PLACES), before, self._mark()))

    def _edit(self) -> None:
        contact = self.chance.choice(self.own)
        answer = self._do(acts.edit(contact.id, contact.name, self._mark(), contact.version))
        contact.version += 1
        if self.chance.random() < 0.3:
            self._do(acts.undo(undo_path(self.browser.follow(answer))))
            contact.version += 1

    def _write(self) -> None:
        answer = self._do(acts.note(self.chance.choice(self.own).id, self._mark()))
        if self.chance.random() < 0.5:
            notes = re.findall(r'href="/notes/(\d+)"', self.browser.follow(answer).text)
            answer = self._do(acts.delete_note(max(map(int, notes))))
            self._do(acts.undo(undo_path(self.browser.follow(answer))))

    def _add(self) -> None:
        self._do(acts.add(self._mark()))

    def _bring_in(self) -> None:
        import_id, size = self.bring_in(self.chance.choice([20, 20, 300]))
        if self.chance.random() < 0.3:
            self._do(acts.undo_import(import_id, size))

    def bring_in(self, size: int) -> tuple[int, int]:
        """Import so many people; return the id of the import and how many they are."""
        mark = self._mark()
        answer = self._do(acts.upload(mark, [self._mark() for _ in range(size)]))
        import_id = int(answer.location.rpartition("/")[2])
        self._do(acts.confirm(import_id, mark, size))
        return import_id, size

    def _mark(self) -> str:
        return "".join(self.chance.choices(ascii_lowercase, k=12))


@contextmanager
def at_work(people: Sequence[Person]) -> Iterator[None]:
    """Have people work for as long as the block lasts."""
    stop = Event()
    threads = [Thread(target=person.work, args=(stop,), daemon=True) for person in people]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(LONGEST_ANSWER)
