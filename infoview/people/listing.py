"""The People page: who is shown, in which order, a page at a time, in a fixed number of queries."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, func, select

from infoview.clock import day_of
from infoview.db import db, zone
from infoview.i18n import _, _l, day_words, ngettext
from infoview.kept import Kept
from infoview.labels import REASONS, STAGES
from infoview.many import AMONG, ids_text
from infoview.models import Career, Change, Contact, ContactTag, Organization, Stage
from infoview.paging import Page, Place
from infoview.people.search import matching
from infoview.today.next_step import Step
from infoview.today.queries import FACT_COLUMNS, steps

SIZE = 40
SORTS = {
    "name": _l("By name"),
    "newest": _l("Newest first"),
    "organization": _l("By organization"),
    "changed": _l("Latest change first"),
}
RESTING = {"none": _l("Not on the board"), "paused": _l("Paused"), "closed": _l("Closed")}
IS_ACTIVE = Contact.paused_at.is_(None) & Contact.closed_at.is_(None)
_ON_BOARD = func.sum(case((Contact.stage.is_not(None) & IS_ACTIVE, 1), else_=0))
_TOTALS = Kept(select(func.count(Contact.id).label("people"), _ON_BOARD.label("on_board")))
_ROWS = Kept(
    select(
        Contact.id,
        Contact.full_name,
        Contact.title,
        Contact.closed_reason,
        *FACT_COLUMNS,
        Organization.name.label("organization"),
        Career.name.label("career"),
    )
    .outerjoin(Organization, Organization.id == Contact.organization_id)
    .outerjoin(Career, Career.id == Contact.career_id)
    .where(Contact.id.in_(AMONG))
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What People is limited to, and its order; empty means everyone, by name."""

    q: str = ""
    stage: str = ""
    career: int | None = None
    tag: int | None = None
    organization: int | None = None
    sort: str = ""
    page: int = 1

    @property
    def is_set(self) -> bool:
        """Whether anybody is left out."""
        return bool(self.q or self.stage or self.career or self.tag or self.organization)

    def in_address(self) -> dict[str, Any]:
        """Return the filters as the parameters of an address."""
        return {name: value for name, value in asdict(replace(self, page=1)).items() if value and name != "page"}


class Row(NamedTuple):
    """A contact as the list shows them: words, empty where there is nothing to say."""

    id: int
    name: str
    role: str
    career: str
    stage: str
    stage_name: str
    step: str
    urgency: str


def page(filters: Filters, *, now: datetime) -> Page[Row]:
    """Return the page of contacts that the filters ask for: five queries at most."""
    shown = _conditions(filters)
    place = Place(filters.page, db.session.scalar(select(func.count(Contact.id)).where(*shown)) or 0, SIZE)
    ids = list(db.session.scalars(_ordered(filters).where(*shown).limit(SIZE).offset(place.offset)))
    found = {row.id: row for row in _ROWS.rows(ids=ids_text(ids))}
    rows = [found[contact_id] for contact_id in ids]
    due, today = steps(rows, now=now), day_of(now, zone())
    return Page([_row(row, due[row.id], today) for row in rows], place)


def found_words(count: int) -> str:
    """Return how many people were found."""
    return ngettext("%(num)s person found", "%(num)s people found", count)


def totals() -> tuple[int, int]:
    """Return how many people there are, and how many of them stand on the board."""
    [row] = _TOTALS.rows()
    return row.people, row.on_board or 0


def totals_words(people: int, on_board: int) -> str:
    """Return the totals as a sentence."""
    everyone = ngettext("%(num)s person", "%(num)s people", people)
    return _("%(everyone)s, %(count)s of them on the board", everyone=everyone, count=on_board)


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    conditions = []
    words = matching(filters.q)
    if words is not None:
        conditions.append(words)
    if filters.career:
        conditions.append(Contact.career_id == filters.career)
    if filters.organization:
        conditions.append(Contact.organization_id == filters.organization)
    if filters.tag:
        conditions.append(Contact.id.in_(select(ContactTag.contact_id).where(ContactTag.tag_id == filters.tag)))
    if filters.stage == "paused":
        conditions.append(Contact.paused_at.is_not(None))
    elif filters.stage == "closed":
        conditions.append(Contact.closed_at.is_not(None))
    elif filters.stage == "none":
        conditions += [Contact.stage.is_(None), IS_ACTIVE]
    elif filters.stage in {stage.value for stage in Stage}:
        conditions += [Contact.stage == Stage(filters.stage), IS_ACTIVE]
    return conditions


def _ordered(filters: Filters) -> Select[*tuple[Any, ...]]:
    ids = select(Contact.id)
    if filters.sort == "newest":
        return ids.order_by(Contact.created_at.desc(), Contact.id.desc())
    if filters.sort == "organization":
        joined = ids.outerjoin(Organization, Organization.id == Contact.organization_id)
        return joined.order_by(Organization.folded.is_(None), Organization.folded, Contact.sort_name, Contact.id)
    if filters.sort == "changed":
        changed = (
            select(Change.contact_id, func.max(Change.at).label("at"))
            .where(Change.contact_id.is_not(None))
            .group_by(Change.contact_id)
            .subquery()
        )
        latest = func.coalesce(changed.c.at, Contact.created_at).desc()
        return ids.outerjoin(changed, changed.c.contact_id == Contact.id).order_by(latest, Contact.id.desc())
    return ids.order_by(Contact.sort_name, Contact.id)


def _row(row: Any, step: Step | None, today: date) -> Row:
    words = step.words if step else ""
    if row.closed_at is not None:
        words = _("Closed: %(reason)s", reason=REASONS[row.closed_reason]) if row.closed_reason else _("Closed")
    elif row.paused_at is not None:
        words = _("Paused until %(day)s", day=day_words(row.paused_until, today)) if row.paused_until else _("Paused")
    return Row(
        id=row.id,
        name=row.full_name,
        role=" · ".join(filter(None, (row.title, row.organization))),
        career=row.career or "",
        stage=row.stage.value if row.stage else "",
        stage_name=str(STAGES[row.stage]) if row.stage else "",
        step=words,
        urgency=step.urgency.value if step else "",
    )
