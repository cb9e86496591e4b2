"""What happened with a contact: moves, messages, meetings, notes and changes of facts, the latest first.

Built from a fixed number of queries however much there is; a page of it at a time.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased

from infoview.clock import day_of
from infoview.db import db, zone
from infoview.i18n import _, day_words, instant_words, ngettext
from infoview.labels import ANSWERS, CHANNELS, KINDS, MODES, STAGES
from infoview.meetings import words as meeting_words
from infoview.messages import automatic
from infoview.models import Advice, Change, Contact, Mail, Meeting, Message, Note, StageChange
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Channel, Direction, MessageKind
from infoview.people import fact_changes

SIZE = 30
LONGEST_OPEN = 1_000  # a longer text is folded


@dataclass(frozen=True, slots=True)
class Event:
    """One entry: its words, when, and what belongs to it. `place` orders it among the others.

    `pages` are those of a meeting: what its address ends with, and the words of the link.
    """

    icon: str
    title: str
    when: str
    place: tuple[date, datetime]
    stage: str = ""
    lines: tuple[str, ...] = ()
    text: str = ""
    subject: str = ""
    advice: str = ""
    is_withdrawn: bool = False
    batch: str = ""
    note_id: int | None = None
    meeting_id: int | None = None
    pages: tuple[tuple[str, str], ...] = ()
    message_id: int | None = None
    quoted: str = ""

    @property
    def iso(self) -> str:
        """The day for machines."""
        return self.place[0].isoformat()


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of events; `older` is where the next one begins, `undo` the batch that can be undone here."""

    events: list[Event]
    older: int | None
    undo: str = field(default="")


def of(contact: Contact, *, now: datetime, after: int = 0) -> Timeline:
    """Return a page of what happened with a contact, `after` so many events."""
    most = after + SIZE + 1
    told = _Telling(contact, now)
    events = sorted(
        [
            *map(told.move, _latest(StageChange, contact, most, StageChange.at)),
            *map(told.message, _latest(Message, contact, most, Message.sent_at)),
            *told.meetings(_latest(Meeting, contact, most, Meeting.day, Meeting.start)),
            *map(told.note, _latest(Note, contact, most, Note.day, Note.created_at)),
            *fact_changes.told(_fact_changes(contact, most), told.change),
            told.beginning(),
        ],
        key=lambda event: event.place,
        reverse=True,
    )
    page = events[after : after + SIZE]
    return Timeline(page, after + SIZE if len(events) > after + SIZE else None, _undoable(contact))


def _latest(model: type[Any], contact: Contact, most: int, *order: Any) -> Iterable[Any]:
    newest_first = [column.desc() for column in (*order, model.id)]
    return db.session.scalars(select(model).where(model.contact_id == contact.id).order_by(*newest_first).limit(most))


def _fact_changes(contact: Contact, most: int) -> list[Change]:
    told = [func.json_type(Change.before, f"$.{name}").is_not(None) for name in fact_changes.TOLD]
    of_contact = (Change.contact_id == contact.id, Change.row_table == "contacts")
    was, became = (func.json_type(side, "$.full_name") for side in (Change.before, Change.after))
    beginning = select(Change.batch).where(
        *of_contact, was.is_(None), became.is_not(None)
    )  # what they were added with is no change
    changes = select(Change).where(*of_contact, or_(*told), Change.batch.not_in(beginning))
    return list(db.session.scalars(changes.order_by(Change.id.desc()).limit(most)))


def _undoable(contact: Contact) -> str:
    """Return the batch of the latest act on a contact, or "" if that was an undo or has to do with a mail."""
    same = aliased(Change)
    has_mail = exists().where(same.batch == Change.batch, same.row_table == Mail.__tablename__).label("has_mail")
    latest = select(Change.batch, Change.undoes, has_mail).where(Change.contact_id == contact.id)
    row = db.session.execute(latest.order_by(Change.id.desc()).limit(1)).one_or_none()
    return row.batch if row is not None and row.undoes is None and not row.has_mail else ""


class _Telling:
    """Turns rows into events, in the language and zone of whoever looks."""

    def __init__(self, contact: Contact, now: datetime) -> None:
        self.contact = contact
        self.now = now
        self.zone = zone()
        self.today = day_of(now, self.zone)

    def _at(self, instant: datetime) -> tuple[date, datetime]:
        return day_of(instant, self.zone), instant

    def beginning(self) -> Event:
        at = self.contact.created_at
        came = _("Imported") if self.contact.import_id else _("Added to People")
        return Event("plus", came, instant_words(at, self.zone, self.now), self._at(at))

    def move(self, change: StageChange) -> Event:
        if change.to_stage is None:
            title = _("Taken off the board")
        elif change.from_stage is None:
            title = _("Put on the board in %(stage)s", stage=STAGES[change.to_stage])
        else:
            title = _("Moved to %(stage)s", stage=STAGES[change.to_stage])
        when = instant_words(change.at, self.zone, self.now)
        stage = change.to_stage.value if change.to_stage else ""
        return Event("move", title, when, self._at(change.at), stage=stage, batch=change.batch)

    def message(self, message: Message) -> Event:
        how = str(CHANNELS[message.channel])
        title = _("%(what)s sent, %(how)s", what=KINDS[message.kind], how=how[:1].lower() + how[1:])
        icon = "letter"
        if automatic.is_automatic(message):
            title = automatic.words(message)
        elif message.kind is MessageKind.OTHER and message.channel is Channel.IN_PERSON:
            icon, title = "people", _("In person")
        elif message.direction is Direction.IN:
            icon, title = "answer", _("They wrote")
            if message.answer is not None:
                title = _("They answered: %(answer)s", answer=str(ANSWERS[message.answer]).lower())
        is_open = (icon == "answer" or not message.subject) and len(message.body) <= LONGEST_OPEN
        when = day_words(day_of(message.sent_at, self.zone), self.today)
        return Event(
            icon,
            _("%(title)s (withdrawn)", title=title) if message.withdrawn_at else title,
            when,
            self._at(message.sent_at),
            lines=(*((message.subject,) if is_open and message.subject else ()), *_attached(message)),
            text=message.body,
            subject="" if is_open else message.subject or _first_words(message.body),
            is_withdrawn=message.withdrawn_at is not None,
            message_id=message.id,
            quoted=message.quoted,
        )

    def meetings(self, rows: Iterable[Meeting]) -> list[Event]:
        found = list(rows)
        advice: dict[int, list[str]] = defaultdict(list)
        given = select(Advice).where(Advice.meeting_id.in_([row.id for row in found])).order_by(Advice.position)
        for piece in db.session.scalars(given):
            advice[piece.meeting_id].append(piece.body)
        return [self.meeting(row, advice[row.id]) for row in found]

    def meeting(self, meeting: Meeting, advice: list[str]) -> Event:
        mode = str(MODES[meeting.mode]) if meeting.mode else ""
        title = ", ".join(filter(None, (_talked(meeting), mode[:1].lower() + mode[1:])))
        starts = meeting.starts_at
        return Event(
            "talk",
            title,
            meeting_words.when(meeting, self.contact, zone=self.zone, now=self.now),
            (day_of(starts, self.zone) if starts else meeting.day, meeting.ends_at.astimezone(UTC)),
            text=meeting.learned,
            lines=(meeting.place,) if meeting.place else (),
            advice="; ".join(advice),
            is_withdrawn=meeting.status in (MeetingStatus.CANCELLED, MeetingStatus.NO_SHOW),
            meeting_id=meeting.id,
            pages=_pages(meeting),
        )

    def note(self, note: Note) -> Event:
        when = day_words(note.day, self.today)
        return Event("note", _("Note"), when, (note.day, note.created_at), text=note.body, note_id=note.id)

    def change(self, change: Change, icon: str, title: str, line: str) -> Event:
        when = instant_words(change.at, self.zone, self.now)
        lines = (line,) if line else ()
        return Event(icon, title, when, self._at(change.at), lines=lines, batch=change.batch)


def _attached(message: Message) -> tuple[str, ...]:
    names = automatic.attached(message)
    return (_("Attached: %(names)s", names=", ".join(names)),) if names else ()


def _first_words(text: str) -> str:
    return f"{text[:60].rstrip()}…"


def _pages(meeting: Meeting) -> tuple[tuple[str, str], ...]:
    """Return the pages of a meeting that are of use now."""
    if meeting.is_waiting:
        return ("", _("See the meeting")), ("/prepare", _("Prepare")), ("/live", _("Talk now"))
    if meeting.status is MeetingStatus.HELD:
        return ("", _("See the meeting")), ("/debrief", _("Debrief"))
    return (("", _("See the meeting")),)


def _talked(meeting: Meeting) -> str:
    words = {
        MeetingStatus.PROPOSED: _("Proposed to meet"),
        MeetingStatus.AGREED: _("Agreed to meet"),
        MeetingStatus.MOVED: _("Meeting moved, new day to agree on"),
        MeetingStatus.CANCELLED: _("Meeting cancelled"),
        MeetingStatus.NO_SHOW: _("They did not come"),
    }.get(meeting.status)
    if words is not None:
        return words
    if meeting.minutes:
        return ngettext("Talked for %(num)s minute", "Talked for %(num)s minutes", meeting.minutes)
    return _("Talked")
