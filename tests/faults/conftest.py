"""Vera's infoview on a real server, and people who work in it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from faults import promises, serial
from faults.home import Home
from faults.person import Person


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    home = Home(tmp_path)
    yield home
    home.kill_all()


@pytest.fixture
def board(home: Home) -> serial.Board:
    """The board before anybody worked."""
    with promises.copied(home.database) as rows:
        return serial.Board.of(rows)


@pytest.fixture
def some_people(home: Home) -> Callable[[int], list[Person]]:
    """Makes people who share the cards, and have contacts of their own to edit."""
    with promises.copied(home.database) as rows:
        known = home.known(rows)
    cards = [contact.id for contact in known]

    def make(size: int) -> list[Person]:
        return [Person(home.browser(), Random(number), known[number::size], cards) for number in range(size)]

    return make
