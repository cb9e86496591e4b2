"""The acts of which the sample data is made: the same a user takes, at instants of the past."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from infoview.clock import day_of
from infoview.db import next_act
from infoview.debriefs import actions as debriefs
from infoview.debriefs import named
from infoview.demo import writing_up
from infoview.demo.cast import Person, Texts
from infoview.ledger import actions as ledger
from infoview.logbook import actions as logbook
from infoview.meetings import actions as meetings
from infoview.models import Account, Advice, Contact, Meeting, Stage
from infoview.models.contact import FoundBy, Permission
from infoview.models.meeting import MeetingMode
from infoview.models.message import Answer, Channel, MessageKind
from infoview.outreach import actions as outreach
from infoview.outreach.composing import compose
from infoview.people import actions as people
from infoview.people.notes import actions as notes

MINUTES = (15, 20, 25, 30)


@dataclass(slots=True)
class Teller:
    """Acts in one account's name. `appeared` are the contacts made so far, `room` how many more may be,
    `named` those whom somebody named, and when.

    `heard` is what is written up beside the people, `written_up` what is told of careers that were met, by name.
    """

    account: Account
    story: Texts
    cast: Iterator[Person]
    now: datetime
    dice: random.Random
    appeared: list[Contact] = field(default_factory=list)
    room: int = 0
    told: Counter[str] = field(default_factory=Counter)
    named: list[tuple[datetime, Contact, Person]] = field(default_factory=list)
    heard: Texts = field(default_factory=dict)
    written_up: dict[str, Texts] = field(default_factory=dict)

    def ago(self, **time: float) -> datetime:
        """Return the instant so long ago."""
        return self.now - timedelta(**time)

    def at_work(self, at: datetime) -> datetime:
        """Return the instant on that day, or a working day before, at which people talk in their working hours."""
        wall = at.astimezone(ZoneInfo(self.account.zone))
        early = wall.hour < 10
        day = wall.date() - timedelta(days=early)
        while day.weekday() > 4:
            day -= timedelta(days=1)
        if not early and day == wall.date() and wall.hour < 17:
            return at
        return datetime.combine(day, time(15, 30), ZoneInfo(self.account.zone)).astimezone(UTC)

    def named_before(self, at: datetime) -> tuple[Contact, Person] | None:
        """Return somebody who was named before that, and not written to yet; then they are no more among `named`."""
        found = next((each for each in self.named if each[0] < at), None)
        if found is None:
            return None
        self.named.remove(found)
        return found[1], found[2]

    def meet(self, person: Person, at: datetime, stage: Stage | None = None) -> Contact:
        """Somebody appears: in People, or as a card."""
        next_act()
        contact = people.add_contact(full_name=person.full_name, at=at, stage=stage, **person.facts)
        self.appears(contact)
        return contact

    def note(self, contact: Contact, at: datetime) -> None:
        """Something is written down about a contact."""
        next_act()
        body = self.dice.choice(self.story["notes"]["first"])
        notes.add_note(contact, body=body, day=day_of(at, self.account.zone), at=at)

    def write(self, contact: Contact, kind: MessageKind, at: datetime) -> None:
        """The one-click draft, sent as it is."""
        next_act()
        draft = compose(contact.id, kind, self.account.id, now=at)
        outreach.save(contact, kind, draft.sheet, version=draft.version, at=at, always=True)
        outreach.mark_sent(
            contact,
            kind,
            subject=draft.subject,
            body=draft.sheet.body,
            route=draft.route,
            language=draft.language,
            channel=draft.channel,
            sent_at=at,
            at=at,
        )

    def answer(self, contact: Contact, answer: Answer, at: datetime) -> None:
        """The contact answers."""
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

    def talk(self, contact: Contact, person: Person, at: datetime) -> Meeting:
        """A conversation that ended at `at`, written up."""
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
        for body in self.dice.sample(person.career.advice, self.dice.choice((1, 2))):
            ledger.add(Advice, meeting, body=body, at=at)
        if written := person.career.heard:
            self.written_up[person.career.name] = written
            writing_up.write_up(meeting, written, self.dice, turn=self.told[person.career.name], at=at)
            self.told[person.career.name] += 1
        self.told["talk"] += 1
        return meeting

    def agree(self, contact: Contact, person: Person, on: datetime, hour: int, at: datetime) -> None:
        """A conversation is agreed on for that hour of a day, and prepared for."""
        next_act()
        day = on.astimezone(ZoneInfo(self.account.zone)).date()
        mode = self.dice.choice((MeetingMode.PHONE, MeetingMode.VIDEO, MeetingMode.COFFEE))
        meeting = meetings.agree(
            contact,
            day=day + timedelta(days=max(0, 7 - day.isoweekday() + 1) if day.isoweekday() > 5 else 0),
            zone=self.account.zone,
            at=at,
            start=time(hour),
            minutes=20,
            mode=mode,
            place=self.dice.choice(self.story["meetings"]["places"]) if mode is MeetingMode.COFFEE else "",
        )
        writing_up.prepare(meeting, person.career.heard, self.heard["people"], turn=self.told["agree"], at=at)
        self.told["agree"] += 1

    def name(self, referrer: Contact, meeting: Meeting, at: datetime) -> None:
        """The contact names the next person of the cast, and mostly says that their own name may be used."""
        next_act()
        person = next(self.cast)
        permission = self.dice.choice((Permission.YES, Permission.YES, Permission.NOT_ASKED, Permission.NO))
        debrief = debriefs.debrief_of(meeting, at=at)
        debrief.people_noted = person.full_name
        for contact in named.add_all(named.waiting(debrief, referrer, ()), referrer, may_use_name=permission, at=at):
            self.appears(contact)
            next_act()
            facts = people.Facts(**person.facts)
            facts["found_by"], facts["found_text"] = FoundBy.REFERRED, ""
            people.edit_contact(contact, at=at, **facts)
            self.named.append((at, contact, person))

    def appears(self, contact: Contact) -> None:
        """A contact was made."""
        self.appeared.append(contact)
        self.room -= 1
