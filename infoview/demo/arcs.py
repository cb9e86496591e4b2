"""What happens with the people of the sample data: each arc is told through the acts a user would take."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from infoview.clock import day_of
from infoview.db import next_act
from infoview.demo.cast import Person, Texts
from infoview.logbook import actions as logbook
from infoview.meetings import actions as meetings
from infoview.models import Account, Contact, Stage
from infoview.models.contact import ClosedReason, FoundBy, Permission
from infoview.models.meeting import MeetingMode
from infoview.models.message import Answer, Channel, MessageKind
from infoview.outreach import actions as outreach
from infoview.outreach import queries as drafts
from infoview.people import actions as people
from infoview.people import notes

MINUTES = (15, 20, 25, 30)
NAMED_EVERY = 2  # every second meeting ends with a name to go on with


@dataclass(slots=True)
class Teller:
    """Tells arcs in one account's name. `appeared` are the contacts made so far, `room` how many more may be."""

    account: Account
    story: Texts
    cast: Iterator[Person]
    now: datetime
    dice: random.Random
    appeared: list[Contact] = field(default_factory=list)
    room: int = 0
    told: Counter[str] = field(default_factory=Counter)

    def tell(self, place: int) -> None:
        """Tell the arc that stands at this place of the sample data: arcs come round in a fixed order."""
        arc = ARCS[place % len(ARCS)]
        arc(self, next(self.cast), self.told[arc.__name__])
        self.told[arc.__name__] += 1

    # --- acts -------------------------------------------------------------------------------------

    def ago(self, **time: float) -> datetime:
        return self.now - timedelta(**time)

    def meet(self, person: Person, at: datetime, stage: Stage | None = None) -> Contact:
        """Somebody appears: in People, or as a card."""
        next_act()
        contact = people.add_contact(full_name=person.full_name, at=at, stage=stage, **person.facts)
        self._appears(contact)
        return contact

    def note(self, contact: Contact, at: datetime) -> None:
        next_act()
        body = self.dice.choice(self.story["notes"]["first"])
        notes.add_note(contact, body=body, day=day_of(at, self.account.zone), at=at)

    def write(self, contact: Contact, kind: MessageKind, at: datetime) -> None:
        """The one-click draft, sent as it is."""
        next_act()
        today = day_of(at, self.account.zone)
        draft = drafts.compose(contact.id, kind, self.account.id, today=today)
        outreach.save(contact, kind, draft.sheet, version=draft.version, at=at, always=True)
        outreach.mark_sent(
            contact,
            kind,
            subject=draft.sheet.subject,
            body=draft.sheet.body,
            route=draft.route,
            language=draft.language,
            channel=draft.channel,
            sent_at=at,
            at=at,
        )

    def answer(self, contact: Contact, answer: Answer, at: datetime) -> None:
        next_act()
        logbook.log_answer(
            contact,
            answer=answer,
            channel=Channel.EMAIL,
            day=day_of(at, self.account.zone),
            zone=self.account.zone,
            body=self.dice.choice(self.story["replies"][answer.value]),
            at=at,
        )

    def talk(self, contact: Contact, person: Person, at: datetime) -> None:
        """A conversation that ended at `at`, written up; now and then somebody is named."""
        next_act()
        minutes = self.dice.choice(MINUTES)
        start = (at - timedelta(minutes=minutes)).astimezone(ZoneInfo(self.account.zone))
        mode = self.dice.choice(list(MeetingMode)[:-1])
        meeting = meetings.hold(
            contact,
            day=start.date(),
            zone=self.account.zone,
            at=at,
            start=start.time().replace(minute=start.minute // 15 * 15, second=0, microsecond=0),
            minutes=minutes,
            mode=mode,
            place=self.dice.choice(self.story["meetings"]["places"]) if mode is MeetingMode.COFFEE else "",
            learned=self.dice.choice(person.career.learned),
        )
        meetings.set_advice(meeting, self.dice.sample(person.career.advice, self.dice.choice((1, 2))), at=at)
        self.told["talk"] += 1

    def name(self, referrer: Contact, at: datetime) -> None:
        """The contact names the next person of the cast, and mostly says that their own name may be used."""
        next_act()
        person = next(self.cast)
        permission = self.dice.choice((Permission.YES, Permission.YES, Permission.NOT_ASKED, Permission.NO))
        for contact in meetings.name_people(referrer, [person.full_name], may_use_name=permission, at=at):
            self._appears(contact)
            next_act()
            facts = people.Facts(**person.facts)
            facts["found_by"], facts["found_text"] = FoundBy.REFERRED, ""
            people.edit_contact(contact, at=at, **facts)

    def _appears(self, contact: Contact) -> None:
        self.appeared.append(contact)
        self.room -= 1


# --- arcs ---------------------------------------------------------------------------------------------


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
    asked = ended - timedelta(days=9)
    contact = teller.meet(person, asked - timedelta(days=4), stage=Stage.IDENTIFIED)
    teller.write(contact, MessageKind.REQUEST, asked)
    teller.answer(contact, Answer.YES, asked + timedelta(days=2))
    teller.talk(contact, person, ended)
    if teller.room and teller.told["talk"] % NAMED_EVERY == 0:
        teller.name(contact, ended)
    return contact


ARCS: tuple[Callable[[Teller, Person, int], None], ...] = (
    identified, waiting, met, in_touch, in_people, thanked, identified, answered, in_people, identified,
    waiting, in_people, met, in_people, identified, in_touch, in_people, answered, thanked, in_people,
)  # fmt: skip
