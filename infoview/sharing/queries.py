"""Things to share: all of them, and those that fit a contact who has not had them yet."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, exists, func, select

from infoview.db import db
from infoview.models import Career, Contact, Message
from infoview.models.message import Direction
from infoview.models.reminding import Share, Shared
from infoview.paging import Page, Place
from infoview.sharing import whom
from infoview.sharing.fitting import fits
from infoview.text import fold, safe_url

SIZE = 50
MOST_OFFERED = 5
MOST_LOOKED_AT = 500
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who has had something, or whom it fits."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Something to share as the list shows it.

    `had` are those who had it last, `more` how many others had it too. `fit` are the first of the `fits` people it
    fits who have not had it; None: it is for anybody.
    """

    id: int
    body: str
    url: str
    topic: str
    career: str
    had: tuple[Who, ...]
    more: int
    fit: tuple[Who, ...]
    fits: int | None

    @property
    def others(self) -> int:
        """How many it fits besides those who are named."""
        return (self.fits or 0) - len(self.fit)


def page(number: int) -> Page[Shown]:
    """Return a page of all there is to share, by topic: four queries."""
    count = db.session.scalar(select(func.count(Share.id))) or 0
    place = Place(number, count, SIZE)
    about = func.coalesce(Career.name, "")
    rows = db.session.execute(
        select(Share.id, Share.body, Share.url, Share.topic, Share.career_id, about.label("career"))
        .outerjoin(Career, Career.id == Share.career_id)
        .order_by(Share.topic == "", func.lower(Share.topic), Share.id.desc())
        .limit(SIZE)
        .offset(place.offset)
    ).all()
    had = _had([row.id for row in rows])
    readers = whom.readers()
    return Page([_shown(row, had[row.id], readers) for row in rows], place)


def fitting(contact: Contact) -> list[Share]:
    """Return what fits a contact best and they have not had, in a message or otherwise: three queries at most."""
    had = select(Shared.share_id).where(Shared.contact_id == contact.id)
    named = func.instr(Message.body, case((Share.url != "", Share.url), else_=Share.body)) > 0
    written = exists().where(
        Message.contact_id == contact.id,
        Message.direction == Direction.OUT,
        Message.withdrawn_at.is_(None),
        named,
    )
    left = db.session.scalars(
        select(Share).where(Share.id.not_in(had), ~written).order_by(Share.id.desc()).limit(MOST_LOOKED_AT)
    ).all()
    if not left:
        return []
    words = fold(" ".join(_said_of(contact)))
    scored = [(fits(share.career_id, share.topic, contact.career_id, words), share) for share in left]
    best = sorted((each for each in scored if each[0]), key=lambda each: -each[0])
    return [share for _score, share in best[:MOST_OFFERED]]


def topics() -> list[str]:
    """Return the topics there are, to pick one while typing."""
    found = select(Share.topic).where(Share.topic != "").distinct().order_by(Share.topic).limit(100)
    return list(db.session.scalars(found))


def careers() -> list[tuple[int, str]]:
    """Return the careers to choose from."""
    return [(row.id, row.name) for row in db.session.execute(select(Career.id, Career.name).order_by(Career.folded))]


def _shown(row: Any, had: list[Who], readers: list[whom.Reader]) -> Shown:
    fits = None
    fit: list[whom.Reader] = []
    if row.topic or row.career_id is not None:
        fit = whom.fitting_readers(readers, row.career_id, row.topic, {each.id for each in had})
        fits = len(fit)
    return Shown(
        id=row.id,
        body=row.body,
        url=safe_url(row.url) or "",
        topic=row.topic,
        career=row.career,
        had=tuple(had[:MOST_NAMED]),
        more=max(0, len(had) - MOST_NAMED),
        fit=tuple(Who(each.id, each.name) for each in fit[:MOST_NAMED]),
        fits=fits,
    )


def _said_of(contact: Contact) -> list[str]:
    organization = contact.organization.name if contact.organization else ""
    career = contact.career.name if contact.career else ""
    return [contact.title, organization, career]


def _had(ids: Sequence[int]) -> dict[int, list[Who]]:
    found: dict[int, list[Who]] = defaultdict(list)
    rows: Sequence[Any] = db.session.execute(
        select(Shared.share_id, Contact.id, Contact.full_name)
        .join(Contact, Contact.id == Shared.contact_id)
        .where(Shared.share_id.in_(ids))
        .order_by(Shared.id.desc())
    ).all()
    for share_id, contact_id, name in rows:
        found[share_id].append(Who(contact_id, name))
    return found
