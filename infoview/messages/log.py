"""The log: all messages, sent and received, the newest first, a page at a time, in one query."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from infoview.clock import day_of
from infoview.db import db, zone
from infoview.i18n import _, _l, day_words, ngettext
from infoview.labels import KINDS
from infoview.messages.answers import IS_REQUEST, is_answered, said
from infoview.messages.search import matching
from infoview.messages.words import title_of
from infoview.models import Contact, Message
from infoview.models.message import Answer, Direction, MessageKind
from infoview.text import clean_line

SIZE = 40
SHOWN = 160
LAST_PAGE = 100_000
DIRECTIONS = {Direction.OUT.value: _l("Sent"), Direction.IN.value: _l("Received")}
ANSWERED = {
    "answered": _l("Requests answered"),
    "waiting": _l("Requests not answered"),
    Answer.YES.value: _l("They said yes"),
    Answer.LATER.value: _l("They said later"),
    Answer.NO.value: _l("They said no"),
}
KIND_NAMES = {kind.value: name for kind, name in KINDS.items()}


# "+ 0": going through the messages in order, not through the contacts, is quicker by far.
_ROWS = (
    select(
        *(Message.id, Message.direction, Message.kind, Message.answer, Message.subject),
        *(Message.address, Message.attachments, Message.sent_at, Message.withdrawn_at, Contact.full_name.label("name")),
        func.substr(Message.body, 1, 2 * SHOWN).label("body"),
    )
    .join(Contact, Contact.id == Message.contact_id + 0)
    .order_by(Message.sent_at.desc(), Message.id.desc())
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the log is limited to; empty means all messages."""

    q: str = ""
    kind: str = ""
    direction: str = ""
    answer: str = ""
    contact: int | None = None
    page: int = 1

    @property
    def is_set(self) -> bool:
        """Whether anything is left out."""
        return bool(self.in_address())

    def in_address(self) -> dict[str, Any]:
        """Return the filters as the parameters of an address."""
        return {name: value for name, value in asdict(replace(self, page=1)).items() if value and name != "page"}


@dataclass(frozen=True, slots=True)
class Row:
    """A message as the log shows it, in words. `iso` is its day for machines."""

    id: int
    icon: str
    title: str
    when: str
    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page of the log. How many messages there are in all is not counted: it would take longer than the page."""

    rows: list[Row]
    number: int
    has_more: bool

    @property
    def back(self) -> int | None:
        """The number of the page before, if there is one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The number of the page after, if there is one."""
        return self.number + 1 if self.has_more else None

    @property
    def words(self) -> str:
        """Which messages these are."""
        first = (self.number - 1) * SIZE + 1
        return _("%(first)s–%(last)s", first=first, last=first + len(self.rows) - 1)

    @property
    def found_words(self) -> str:
        """How many messages were found, as far as this page can tell."""
        if self.number > 1:
            return self.words
        if self.has_more:
            return ngettext("More than %(num)s message found", "More than %(num)s messages found", SIZE)
        return ngettext("%(num)s message found", "%(num)s messages found", len(self.rows))


def page(filters: Filters, *, now: datetime) -> LogPage:
    """Return the page of messages that the filters ask for, the first one if there is no such page: one query."""
    number = min(max(1, filters.page), LAST_PAGE)
    shown = _ROWS.where(*_conditions(filters)).limit(SIZE + 1).offset((number - 1) * SIZE)
    rows = db.session.execute(shown).all()
    if not rows and number > 1:
        return page(replace(filters, page=1), now=now)
    here, today = zone(), day_of(now, zone())
    return LogPage([_row(row, here, today) for row in rows[:SIZE]], number, has_more=len(rows) > SIZE)


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    words = matching(filters.q)
    if words is not None:
        conditions.append(words)
    if filters.contact is not None:
        conditions.append(Message.contact_id == filters.contact)
    if filters.kind:
        conditions.append(Message.kind == MessageKind(filters.kind))
    if filters.direction:
        conditions.append(Message.direction == Direction(filters.direction))
    if filters.answer in ("answered", "waiting"):
        conditions += [IS_REQUEST, is_answered() if filters.answer == "answered" else ~is_answered()]
    elif filters.answer:
        conditions.append(said(Answer(filters.answer)))
    return conditions


def _row(row: Any, here: str, today: date) -> Row:
    day = day_of(row.sent_at, here)
    return Row(
        id=row.id,
        icon="answer" if row.direction is Direction.IN else "letter",
        title=title_of(row, row.name),
        when=day_words(day, today),
        iso=day.isoformat(),
        text=row.subject or clean_line(row.body)[:SHOWN],
    )
