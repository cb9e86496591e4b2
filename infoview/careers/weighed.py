"""What a job demands and whether the user can meet it, and what turned out otherwise: one query each."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from infoview.careers import said
from infoview.careers.folded import Folded
from infoview.careers.meetings_of import career_told_of, tells_of
from infoview.careers.talks import Talk
from infoview.db import db
from infoview.i18n import _
from infoview.labels import ABILITIES
from infoview.models import Contact, Demand, Meeting, Surprise
from infoview.models.debrief import Ability
from infoview.text import fold

ORDER: tuple[Ability | None, ...] = (Ability.CANNOT, Ability.WITH_HELP, Ability.CAN, None)


@dataclass(frozen=True, slots=True)
class Demands:
    """Demands the user can meet in one and the same way."""

    ability: Ability | None
    title: str
    lines: Folded[said.Line]


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What the user had expected, what it is really like, and who told them."""

    expected: str
    actual: str
    talk: Talk


def demands(career_id: int, talks: Iterable[Talk]) -> list[Demands]:
    """Return the demands of a career, what the user cannot meet first: one query."""
    return demands_of([career_id], talks)[career_id]


def demands_of(career_ids: list[int], talks: Iterable[Talk]) -> dict[int, list[Demands]]:
    """Return the same for each of the careers. Of a demand heard several times, what was thought last counts."""
    by_id = {talk.id: talk for talk in talks}
    rows = db.session.execute(
        select(career_told_of.label("career_id"), Demand.meeting_id, Demand.body, Demand.ability)
        .join(Meeting, Meeting.id == Demand.meeting_id)
        .join(Contact, Contact.id == Meeting.contact_id)
        .where(career_told_of.in_(career_ids))
        .order_by(Meeting.day, Meeting.id, Demand.position, Demand.id)
    ).all()
    found: dict[int, list[tuple[Talk, str, Ability | None]]] = {career_id: [] for career_id in career_ids}
    for row in rows:
        if row.body.strip() and row.meeting_id in by_id:
            found[row.career_id].append((by_id[row.meeting_id], row.body, row.ability))
    return {career_id: grouped(heard) for career_id, heard in found.items()}


def grouped(heard: Iterable[tuple[Talk, str, Ability | None]]) -> list[Demands]:
    """Return demands, told in the order of the conversations, by whether the user can meet them."""
    heard = list(heard)
    last: dict[str, Ability] = {fold(body): ability for _talk, body, ability in heard if ability is not None}
    groups = []
    for ability in ORDER:
        lines = said.said((talk, body) for talk, body, _any in heard if last.get(fold(body)) is ability)
        groups += [Demands(ability, ability_words(ability), lines)] if lines.count else []
    return groups


def ability_words(ability: Ability | None) -> str:
    """Return whether the user can meet a demand, in words."""
    return str(ABILITIES[ability]) if ability else _("Not thought about yet")


def surprises(career_id: int, talks: Iterable[Talk]) -> Folded[Otherwise]:
    """Return what turned out otherwise than expected, the latest first."""
    by_id = {talk.id: talk for talk in talks}
    rows = db.session.execute(
        select(Surprise.meeting_id, Surprise.expected, Surprise.actual)
        .join(Meeting, Meeting.id == Surprise.meeting_id)
        .join(Contact, Contact.id == Meeting.contact_id)
        .where(tells_of(career_id))
        .order_by(Meeting.day.desc(), Surprise.position, Surprise.id)
    )
    return Folded(
        [
            Otherwise(row.expected, row.actual, by_id[row.meeting_id])
            for row in rows
            if row.meeting_id in by_id and (row.expected.strip() or row.actual.strip())
        ],
        most=6,
    )
