"""Whom each thing to share fits, of those the user is in touch with."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import or_, select

from infoview.kept import Kept
from infoview.models import Career, Contact, Organization, Stage
from infoview.sharing.fitting import fits_words, topic_words
from infoview.text import fold

_READERS = Kept(
    select(
        *(Contact.id, Contact.full_name, Contact.title, Contact.career_id),
        *(Organization.name.label("organization"), Career.name.label("career")),
    )
    .outerjoin(Organization, Organization.id == Contact.organization_id)
    .outerjoin(Career, Career.id == Contact.career_id)
    .where(
        or_(*(Contact.stage == stage for stage in (Stage.MET, Stage.THANKED, Stage.IN_TOUCH))),
        *(column.is_(None) for column in (Contact.paused_at, Contact.closed_at, Contact.opted_out_at)),
    )
    .order_by(Contact.sort_name, Contact.id)
)


class Reader(NamedTuple):
    """Somebody the user has met and may write to, with what they do and where, folded."""

    id: int
    name: str
    career_id: int | None
    words: str


def readers() -> list[Reader]:
    """Return all to whom an update may go, by name: one query."""
    return [
        Reader(row.id, row.full_name, row.career_id, fold(f"{row.title} {row.organization or ''} {row.career or ''}"))
        for row in _READERS.rows()
    ]


def fitting_readers(readers: list[Reader], career_id: int | None, topic: str, had: Collection[int]) -> list[Reader]:
    """Return whom something fits by its career or its topic and who has not `had` it."""
    named = topic_words(topic)
    return [
        each
        for each in readers
        if ((career_id is not None and career_id == each.career_id) or fits_words(named, each.words))
        and each.id not in had
    ]
