"""Two to four careers side by side, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from infoview.careers import fit, heard, said
from infoview.careers.folded import Folded
from infoview.careers.meetings_of import career_told_of
from infoview.careers.talks import FITS, Talk, of_careers
from infoview.careers.weighed import Demands, demands_of
from infoview.db import db
from infoview.i18n import _, full_day, ngettext
from infoview.labels import FITS as FIT_NAMES
from infoview.labels import TOPICS, VERDICTS
from infoview.models import Career, Contact, LearningGoal, Meeting, MeetingQuestion
from infoview.models.question import Topic

FEWEST, MOST = 2, 4
BAR_LEFT, BAR_WIDTH, BAR_STEP = 4, 196, 36
LONGEST_NAME = 34  # letters of a career's name above its bar
MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class Rated:
    """How well a career fits in one respect: the mean as words and as a bar; no bar if nobody rated it."""

    name: str
    mean: str
    times: int
    y: int
    width: float


@dataclass(frozen=True, slots=True)
class Chart:
    """One respect over all the careers."""

    title: str
    words: str
    rows: list[Rated]
    height: int


@dataclass(frozen=True, slots=True)
class Column:
    """One career as the comparison shows it."""

    id: int
    name: str
    verdict: str
    verdict_on: str
    why: str
    heard: str
    kinds: list[str]
    demands: list[Demands]
    goals: list[str]
    untouched: list[str]
    liked: Folded[said.Line]
    disliked: Folded[said.Line]
    sure: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The careers, and how they fit."""

    columns: list[Column]
    charts: list[Chart]


def compare(careers: Sequence[Career], *, today: date) -> Comparison:
    """Return careers side by side: four queries."""
    ids = [career.id for career in careers]
    talks = of_careers(ids, today=today)
    demands = demands_of(ids, [talk for each in talks.values() for talk in each])
    goals, touched = _goals(ids), _touched(ids)
    columns = [
        _column(career, talks[career.id], demands[career.id], goals[career.id], touched[career.id])
        for career in careers
    ]
    return Comparison(columns, _charts([(career.name, talks[career.id]) for career in careers]))


def _column(
    career: Career,
    talks: list[Talk],
    demands: list[Demands],
    goals: list[str],
    touched: set[Topic | None],
) -> Column:
    return Column(
        id=career.id,
        name=career.name,
        verdict=str(VERDICTS[career.verdict]) if career.verdict else _("Not decided yet"),
        verdict_on=full_day(career.verdict_on) if career.verdict_on else "",
        why=career.verdict_why,
        heard=heard.words(talks) or _("Nobody yet"),
        kinds=_kinds(talks),
        demands=demands,
        goals=goals,
        untouched=[str(TOPICS[topic]) for topic in Topic if topic not in touched],
        liked=said.lines(talks, "liked"),
        disliked=said.lines(talks, "disliked"),
        sure=next((_sure(talk.confidence[1]) for talk in reversed(talks) if talk.confidence[1]), ""),
    )


def _sure(after: int | None) -> str:
    return _("%(rating)s of 5 after the last conversation", rating=after)


def _kinds(talks: Iterable[Talk]) -> list[str]:
    """Return what the people who told of it are, the most frequent first."""
    titles = said.said((talk, talk.title) for talk in talks if talk.was_held and talk.title)
    return [f"{line.text} ({line.count})" if line.count > 1 else line.text for line in titles.all[:MOST_LINES]]


def _goals(ids: list[int]) -> dict[int, list[str]]:
    rows = db.session.execute(
        select(LearningGoal.career_id, LearningGoal.body)
        .where(LearningGoal.career_id.in_(ids), LearningGoal.settled_at.is_(None))
        .order_by(LearningGoal.position, LearningGoal.id)
    ).all()
    return {row_id: [row.body for row in rows if row.career_id == row_id] for row_id in ids}


def _touched(ids: list[int]) -> dict[int, set[Topic | None]]:
    """Return the topics to which somebody has said something."""
    rows = db.session.execute(
        select(career_told_of.label("career_id"), MeetingQuestion.topic)
        .join(Meeting, Meeting.id == MeetingQuestion.meeting_id)
        .join(Contact, Contact.id == Meeting.contact_id)
        .where(career_told_of.in_(ids), func.trim(MeetingQuestion.answer) != "")
        .distinct()
    ).all()
    return {row_id: {row.topic for row in rows if row.career_id == row_id} for row_id in ids}


def _charts(careers: list[tuple[str, list[Talk]]]) -> list[Chart]:
    return [_chart(name, careers) for name in FITS]


def _chart(name: str, careers: list[tuple[str, list[Talk]]]) -> Chart:
    rows = []
    for place, (career, talks) in enumerate(careers):
        ratings = [talk.fits[name] for talk in talks if talk.fits[name]]
        width = BAR_WIDTH * (fit.mean(ratings) or 0) / 5
        rows.append(Rated(career, fit.mean_words(ratings), len(ratings), place * BAR_STEP, round(width, 1)))
    words = "; ".join(f"{row.name}: {row.mean or _('not rated')}" for row in rows)
    return Chart(str(FIT_NAMES[name]), words, rows, len(rows) * BAR_STEP)


def lead(count: int) -> str:
    """Return what the page says of its choice of `count` careers."""
    if count < FEWEST:
        return _("Choose two to four careers.")
    return _("Four at most stand side by side: these are the first four.") if count > MOST else ""


def times_words(times: int) -> str:
    """Return how often something was rated, in words."""
    return ngettext("%(num)s conversation", "%(num)s conversations", times)
