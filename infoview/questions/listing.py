"""The bank as a list: our questions and the user's own by topic, all of them or those that filters ask for."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import or_, select

from infoview.db import db
from infoview.i18n import _, _l, language, ngettext
from infoview.labels import TOPICS
from infoview.models import OwnQuestion
from infoview.models.question import Topic
from infoview.questions import bank
from infoview.questions.planned import Planned
from infoview.questions.situation import Situation
from infoview.text import fold

FLAGS = {
    "early": _l("To begin with"),
    "spare": _l("Only if there is time"),
    "candid": _l("Needs some trust"),
    "open": _l("Open"),
    "closed": _l("Yes or no"),
    "own": _l("Your own"),
}
TOPIC_NAMES = {topic.value: name for topic, name in TOPICS.items()}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is limited to; empty means every question."""

    q: str = ""
    topic: str = ""
    flag: str = ""

    @property
    def is_set(self) -> bool:
        """Whether anything is left out."""
        return bool(self.in_address())

    def in_address(self) -> dict[str, Any]:
        """Return the filters as the parameters of an address."""
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class Row:
    """A question as the list shows it: of the bank (`code`) or the user's own (`own_id`), and planned or not."""

    key: str
    code: str
    own_id: int | None
    topic: Topic
    text: str
    why: str
    follow_up: str
    flags: tuple[str, ...]
    also: str = ""
    planned: Planned | None = None

    @property
    def flag_names(self) -> list[str]:
        """The flags worth telling, in words: that a question is open is usual."""
        return [str(FLAGS[flag]) for flag in self.flags if flag != "open"]


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one topic."""

    code: str
    name: str
    rows: list[Row]

    @property
    def words(self) -> str:
        """How many of them are planned; how many there are, if none is."""
        planned = sum(row.planned is not None for row in self.rows)
        return _("%(count)s planned", count=planned) if planned else str(len(self.rows))


def groups(filters: Filters, about: Situation | None = None, planned: Iterable[Planned] = ()) -> list[Group]:
    """Return the questions that are found, by topic: one query.

    With `about` they are worded for that meeting; those `planned` for it say so.
    """
    found = [row for row in _rows(about, planned) if _is_found(row, filters)]
    grouped = [Group(topic.value, str(name), [r for r in found if r.topic is topic]) for topic, name in TOPICS.items()]
    return [group for group in grouped if group.rows]


def found_words(groups: Iterable[Group]) -> str:
    """Return how many questions there are."""
    return ngettext("%(num)s question", "%(num)s questions", sum(len(group.rows) for group in groups))


def _rows(about: Situation | None, planned: Iterable[Planned]) -> list[Row]:
    spoken = about.language if about else language()
    by_key = {each.code or f"own-{each.own_question_id}": each for each in planned}
    own = [_row(f"own-{each.id}", each, each.why, about, spoken, by_key) for each in _own(about)]
    ours = [
        _row(each.code, each, (bank.find(each.code, language()) or each).why, about, spoken, by_key)
        for each in bank.questions(spoken)
    ]
    return [*own, *ours]


def _row(key: str, question: Any, why: str, about: Situation | None, spoken: str, planned: dict[str, Planned]) -> Row:
    is_own = isinstance(question, OwnQuestion)
    merge = about.merge if about else lambda text: bank.merge(text, language=spoken)
    flags = {
        "early": question.is_early,
        "spare": question.is_spare,
        "candid": question.is_candid,
        "open": question.is_open,
        "closed": not question.is_open,
        "own": is_own,
    }
    return Row(
        key=key,
        code="" if is_own else question.code,
        own_id=question.id if is_own else None,
        topic=question.topic,
        text=merge(question.text),
        why=why,
        follow_up=merge(question.follow_up),
        flags=tuple(flag for flag, is_on in flags.items() if is_on),
        also="" if is_own else question.also,
        planned=planned.get(key),
    )


def _own(about: Situation | None) -> Iterable[OwnQuestion]:
    own = select(OwnQuestion).order_by(OwnQuestion.id)
    if about is not None:
        own = own.where(or_(OwnQuestion.career_id.is_(None), OwnQuestion.career_id == about.career_id))
    return db.session.scalars(own)


def _is_found(row: Row, filters: Filters) -> bool:
    if filters.topic and row.topic.value != filters.topic:
        return False
    if filters.flag and filters.flag not in row.flags:
        return False
    text = fold(f"{row.text} {row.why} {row.follow_up} {row.also} {TOPICS[row.topic]}")
    return all(word in text for word in fold(filters.q).split())
