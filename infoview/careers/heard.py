"""Everything heard about one career over all conversations, as its page shows it: a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from infoview.careers import answers, fit, gaps, places, said, weighed
from infoview.careers.folded import Folded
from infoview.careers.talks import Talk, of_career
from infoview.i18n import _, language, ngettext
from infoview.ledger import queries as ledger
from infoview.models import Career
from infoview.models.question import Topic
from infoview.questions import bank, goals

LIKES = frozenset({Topic.LIKES})
WAYS = frozenset({Topic.ENTRY, Topic.PATH})
MOST_OPEN = 40  # answers on the page up to which every part of it is open


@dataclass(slots=True)
class Heard:
    """What was heard, part by part of the page."""

    talks: list[Talk]
    words: str
    panels: list[fit.Panel]
    rated: list[Talk]
    goals: list[goals.Goal]
    gaps: list[gaps.Gap]
    unanswered: list[str]
    more_to_know: Folded[said.Line]
    questions: list[answers.Question]
    likes: list[answers.Question]
    ways: list[answers.Question]
    liked: Folded[said.Line]
    disliked: Folded[said.Line]
    ways_in: Folded[said.Line]
    titles: Folded[said.Line]
    demands: list[weighed.Demands]
    surprises: Folded[weighed.Otherwise]
    ledger: Folded[ledger.Entry]
    places: Folded[places.Place]
    votes: list[Talk]
    learned: Folded[Talk]

    @property
    def is_empty(self) -> bool:
        """Whether nobody has told of the career yet."""
        return not self.learned.all and not self.answer_count and not any(talk.was_held for talk in self.talks)

    @property
    def answer_count(self) -> int:
        """How many answers there are."""
        return sum(each.answers.count for each in (*self.questions, *self.likes, *self.ways))

    @property
    def is_long(self) -> bool:
        """Whether there is so much that it is folded."""
        return self.answer_count > MOST_OPEN


def gather(career: Career, *, today: date) -> Heard:
    """Return everything heard about a career."""
    talks = of_career(career.id, today=today)
    asked = answers.asked(career.id, talks)
    questions = answers.grouped(asked, _wordings(career.name))
    return Heard(
        talks=talks,
        words=words(talks),
        panels=fit.panels(talks),
        rated=[talk for talk in reversed(talks) if talk.is_rated],
        goals=goals.of(career.id),
        gaps=gaps.untouched(asked),
        unanswered=gaps.unanswered(asked),
        more_to_know=said.lines(talks, "more_to_know"),
        questions=[each for each in questions if each.topic not in LIKES | WAYS],
        likes=[each for each in questions if each.topic in LIKES],
        ways=[each for each in questions if each.topic in WAYS],
        liked=said.lines(talks, "liked"),
        disliked=said.lines(talks, "disliked"),
        ways_in=said.lines(talks, "ways_in"),
        titles=said.titles(talks),
        demands=weighed.demands(career.id, talks),
        surprises=weighed.surprises(career.id, talks),
        ledger=Folded([entry for entry in ledger.of_career(career.id) if entry.kind != "promise"]),
        places=Folded(places.places(career.id, talks)),
        votes=[talk for talk in reversed(talks) if talk.verdict],
        learned=Folded([talk for talk in reversed(talks) if talk.has_words], most=6),
    )


def words(talks: Sequence[Talk]) -> str:
    """Return how much was heard, from how many people and how many organizations, in a sentence; "" if nothing."""
    held = [talk for talk in talks if talk.was_held]
    if not held:
        return ""
    people = len({talk.contact_id for talk in held})
    organizations = len({talk.organization_id for talk in held} - {None})
    conversations = ngettext("%(num)s conversation", "%(num)s conversations", len(held))
    heard = ngettext("%(talks)s with %(num)s person", "%(talks)s with %(num)s people", people, talks=conversations)
    if organizations:
        at = ngettext(
            "%(heard)s at %(num)s organization", "%(heard)s at %(num)s organizations", organizations, heard=heard
        )
    else:
        at = heard
    return _("%(heard)s, the last %(day)s", heard=at, day=held[-1].when)


def _wordings(career: str) -> dict[str, str]:
    """Return each question of the bank as it is asked of anybody about a career."""
    code = language()
    return {each.code: bank.merge(each.text, career=career, language=code) for each in bank.questions(code)}
