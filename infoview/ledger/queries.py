"""The lines of the ledger, of a contact, a career, a meeting or all: one query each, however many kinds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, literal, select, union_all

from infoview import clock
from infoview.clock import day_of
from infoview.db import db, zone
from infoview.errors import NotThere
from infoview.i18n import _, day_words
from infoview.ledger import words
from infoview.ledger.telling import first_told
from infoview.models import Contact, Meeting, Message, Resource
from infoview.models.ledger import LedgerEntry, ResourceKind
from infoview.paging import Page, Place
from infoview.text import safe_url

SIZE = 50
OPEN, DONE = "open", "done"
TOLD = frozenset({"advice", "promise"})  # an update tells the contact of these


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger: of which kind (a word of `words.BY_WORD`), who said it and when, and what became of it.

    `told_on` is the day of the first update that named it as done. `state` says in words how it stands.
    """

    kind: str
    id: int
    body: str
    who_id: int
    who: str
    meeting_id: int
    heard_on: date
    due_on: date | None
    done_at: datetime | None
    told_on: date | None
    url: str
    resource: ResourceKind | None
    heard: str
    state: str
    is_late: bool

    @property
    def is_done(self) -> bool:
        """Whether it is settled."""
        return self.done_at is not None

    @property
    def key(self) -> str:
        """What ids on a page are made of."""
        return f"{self.kind}-{self.id}"

    @property
    def settle(self) -> str:
        """The word on the button that settles it."""
        return str(words.SETTLE[self.kind])

    @property
    def label(self) -> str:
        """What it is: of a resource, which kind."""
        is_known = self.resource not in (None, ResourceKind.OTHER)
        return str(words.RESOURCE_KINDS[self.resource] if is_known and self.resource else words.ONE[self.kind])


@dataclass(frozen=True, slots=True)
class Filters:
    """What part of the ledger is asked for: one kind (or all), and open or done lines (or both)."""

    kind: str = ""
    state: str = OPEN
    page: int = 1

    def in_address(self) -> dict[str, str]:
        """Return the filters as parameters of an address."""
        return {name: value for name, value in (("kind", self.kind), ("state", self.state)) if value}


def of_contact(contact_id: int, *, most: int = 200) -> list[Entry]:
    """Return what was heard from a contact, open lines first: one query."""
    return _entries(_lines(Meeting.contact_id == contact_id), most)


def of_meeting(meeting_id: int) -> list[Entry]:
    """Return what one meeting left, in the order in which it was written: one query."""
    rows = db.session.execute(_lines(Meeting.id == meeting_id)).all()
    return _told(sorted(rows, key=lambda row: (row.position, row.id)))


def of_career(career_id: int, *, most: int = 500) -> list[Entry]:
    """Return what was heard about a career, open lines first: one query."""
    of_its_own = func.coalesce(Meeting.career_id, Contact.career_id) == career_id
    return _entries(_lines(of_its_own), most)


def everything(filters: Filters) -> Page[Entry]:
    """Return a page of the whole ledger: two queries."""
    kinds = [filters.kind] if filters.kind else list(words.BY_WORD)
    lines = _lines(*_of_state(filters.state), kinds=kinds).subquery()
    count = db.session.scalar(select(func.count()).select_from(lines)) or 0
    place = Place(filters.page, count, SIZE)
    return Page(_entries(_lines(*_of_state(filters.state), kinds=kinds), SIZE, place.offset), place)


def entry(kind: str, entry_id: int) -> Entry:
    """Return one line as a page shows it. Raises NotThere."""
    model = words.model_of_word(kind)
    found = _told(db.session.execute(_select(kind, model.id == entry_id)).all())
    if not found:
        raise NotThere
    return found[0]


def _of_state(state: str) -> tuple[str, ...]:
    return (state,) if state in (OPEN, DONE) else ()


def _lines(*conditions: Any, kinds: Sequence[str] | Any = tuple(words.BY_WORD)) -> Any:
    return union_all(*_selects(kinds, *conditions))


def _entries(lines: Any, most: int, offset: int = 0) -> list[Entry]:
    """Return lines in the order of what is to be done first: open ones by their day, then the others, latest first."""
    of = lines.subquery().c
    first = (of.done_at.is_not(None), of.due_on.is_(None), of.due_on)
    ordered = select(*of).order_by(*first, of.heard_on.desc(), of.kind, of.position, of.id)
    return _told(db.session.execute(ordered.limit(most).offset(offset)).all())


def _selects(kinds: Any, *conditions: Any) -> list[Select[*tuple[Any, ...]]]:
    return [_select(kind, *conditions) for kind in kinds]


def _select(kind: str, *conditions: Any) -> Select[*tuple[Any, ...]]:
    """Return the lines of one kind; a condition is a clause, or the word for open or done ones."""
    model = words.BY_WORD[kind]
    clauses = [_is(model, each) if isinstance(each, str) else each for each in conditions]
    columns = (
        *(literal(kind).label("kind"), model.id, model.body, model.contact_id, Contact.full_name, model.meeting_id),
        *(Meeting.day.label("heard_on"), model.due_on, model.done_at, model.position, _first_told(kind, model)),
        getattr(model, "url", literal("")).label("url"),
        getattr(model, "kind", literal(None, Resource.__table__.c.kind.type)).label("resource"),
    )
    joined = select(*columns).join(Meeting, Meeting.id == model.meeting_id)
    return joined.join(Contact, Contact.id == model.contact_id).where(*clauses, model.body != "")


def _is(model: type[LedgerEntry], state: str) -> Any:
    return model.done_at.is_not(None) if state == DONE else model.done_at.is_(None)


def _first_told(kind: str, model: type[LedgerEntry]) -> Any:
    """Return when the contact was told that a line is done; of some kinds nobody is told."""
    if kind not in TOLD:
        return literal(None, Message.__table__.c.sent_at.type).label("told_at")
    return first_told(model)


def _told(rows: Sequence[Any]) -> list[Entry]:
    today, here = clock.today(zone()), zone()
    return [
        Entry(
            kind=row.kind,
            id=row.id,
            body=row.body,
            who_id=row.contact_id,
            who=row.full_name,
            meeting_id=row.meeting_id,
            heard_on=row.heard_on,
            due_on=row.due_on,
            done_at=row.done_at,
            told_on=day_of(row.told_at, here) if row.told_at else None,
            url=safe_url(row.url or "") or "",
            resource=row.resource,
            heard=day_words(min(row.heard_on, today), today),
            state=_state(row, today, here),
            is_late=row.done_at is None and row.due_on is not None and row.due_on < today,
        )
        for row in rows
    ]


def _state(row: Any, today: date, here: str) -> str:
    """Return how a line stands, in words; "" if there is nothing to say."""
    if row.done_at is None:
        return _("for %(day)s", day=day_words(row.due_on, today)) if row.due_on else ""
    done = str(words.SETTLED[row.kind]) % {"day": day_words(day_of(row.done_at, here), today)}
    if row.told_at is None:
        return done
    told = _("told %(day)s", day=day_words(day_of(row.told_at, here), today))
    return _("%(done)s, %(told)s", done=done, told=told)
