"""What happens with the people of the sample data, one after the other."""

from collections.abc import Callable
from datetime import datetime, timedelta

from infoview.clock import day_of
from infoview.db import next_act
from infoview.demo.cast import Person
from infoview.demo.teller import Teller
from infoview.models import Contact, Stage
from infoview.models.contact import ClosedReason
from infoview.models.message import Answer, MessageKind
from infoview.people import actions as people

NAMED_EVERY = 2  # every second meeting ends with a name to go on with


def tell(teller: Teller, place: int) -> None:
    """Tell the arc that stands at this place of the sample data: arcs come round in a fixed order."""
    arc = ARCS[place % len(ARCS)]
    arc(teller, next(teller.cast), teller.told[arc.__name__])
    teller.told[arc.__name__] += 1


def in_people(teller: Teller, person: Person, turn: int) -> None:
    """Somebody to think about later."""
    contact = teller.meet(person, teller.ago(days=20 + turn % 60))
    if turn % 3 == 0:
        teller.note(contact, contact.created_at)


def identified(teller: Teller, person: Person, turn: int) -> None:
    """A card; nothing is written yet."""
    teller.meet(person, teller.ago(days=1 + turn % 30), stage=Stage.IDENTIFIED)


def waiting(teller: Teller, person: Person, turn: int) -> None:
    """Asked, and no answer yet: for one day or for several weeks."""
    asked = teller.ago(days=(2, 9, 5, 1, 12, 21)[turn % 6], hours=turn % 5)
    contact = teller.meet(person, asked - timedelta(days=2), stage=Stage.IDENTIFIED)
    teller.write(contact, MessageKind.REQUEST, asked)
    if turn % 6 == 5:
        teller.write(contact, MessageKind.NUDGE, asked + timedelta(days=8))


def answered(teller: Teller, person: Person, turn: int) -> None:
    """Asked, and answered: yes, later, or no; a no is closed, a later may be paused."""
    asked = teller.ago(days=6 + turn % 9)
    contact = teller.meet(person, asked - timedelta(days=3), stage=Stage.IDENTIFIED)
    teller.write(contact, MessageKind.REQUEST, asked)
    answer = (Answer.YES, Answer.LATER, Answer.YES, Answer.NO, Answer.LATER)[turn % 5]
    at = teller.ago(days=1 + turn % 4)
    teller.answer(contact, answer, at)
    next_act()
    if answer is Answer.NO:
        people.close(contact, reason=ClosedReason.DECLINED, at=at)
    elif turn % 5 == 4:
        today = day_of(teller.now, teller.account.zone)
        people.pause(contact, until=today + timedelta(days=30), today=today, at=at)


def meets(teller: Teller, person: Person, turn: int) -> None:
    """Asked and answered yes; a day is agreed on."""
    asked = teller.ago(days=7)
    contact = teller.meet(person, asked - timedelta(days=3), stage=Stage.IDENTIFIED)
    teller.write(contact, MessageKind.REQUEST, asked)
    teller.answer(contact, Answer.YES, teller.ago(days=4))
    start = teller.now + timedelta(days=(1, 3, 6)[turn % 3])
    teller.agree(contact, person, start, 9 + turn % 6, teller.ago(days=2))


def met(teller: Teller, person: Person, turn: int) -> None:
    """Talked, and not thanked yet."""
    _conversation(teller, person, teller.ago(hours=(5, 30, 52, 20)[turn % 4]))


def thanked(teller: Teller, person: Person, turn: int) -> None:
    """Talked, and thanked the day after."""
    ended = teller.ago(days=3 + turn * 2 % 40, hours=3)
    contact = _conversation(teller, person, ended)
    teller.write(contact, MessageKind.THANK_YOU, ended + timedelta(hours=20))


def in_touch(teller: Teller, person: Person, turn: int) -> None:
    """Talked a good while ago, thanked, and written to since."""
    ended = teller.ago(days=(60, 210, 130, 300)[turn % 4] + turn % 20)
    contact = _conversation(teller, person, ended)
    teller.write(contact, MessageKind.THANK_YOU, ended + timedelta(hours=20))
    teller.write(contact, MessageKind.UPDATE, ended + timedelta(days=40))


def _conversation(teller: Teller, person: Person, ended: datetime) -> Contact:
    ended = teller.at_work(ended)
    asked = ended - timedelta(days=9)
    contact, person = teller.named_before(asked) or (
        teller.meet(person, asked - timedelta(days=4), stage=Stage.IDENTIFIED),
        person,
    )
    teller.write(contact, MessageKind.REQUEST, asked)
    teller.answer(contact, Answer.YES, asked + timedelta(days=2))
    meeting = teller.talk(contact, person, ended)
    if teller.room and teller.told["talk"] % NAMED_EVERY == 0:
        teller.name(contact, meeting, ended)
    return contact


ARCS: tuple[Callable[[Teller, Person, int], None], ...] = (
    identified, waiting, met, in_touch, in_people, thanked, meets, answered, in_people, identified,
    waiting, in_people, met, in_people, identified, in_touch, in_people, answered, thanked, in_people,
)  # fmt: skip
