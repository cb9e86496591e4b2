"""The parts of a career's page, in order, with how much each holds."""

from dataclasses import dataclass

from infoview.careers.heard import Heard
from infoview.i18n import _


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: what its id ends with, its title, and how much it holds (0 says nothing)."""

    id: str
    title: str
    count: int


def contents(heard: Heard, *, people: int, next_people: int) -> list[Part]:
    """Return the parts the page has."""
    always = [
        Part("verdict", _("Verdict"), 0),
        Part("open", _("Still to learn"), sum(not goal.is_settled for goal in heard.goals)),
        Part("next", _("Whom to ask next"), next_people),
        Part("doing", _("Who does this"), people),
        Part("about", _("Name and notes"), 0),
    ]
    if heard.is_empty:
        return always
    told = [
        Part("fit", _("Fit over time"), 0),
        Part("learned", _("Learned"), heard.learned.count),
        Part("answers", _("Answers"), sum(each.answers.count for each in heard.questions)),
        Part("likes", _("Likes and dislikes"), heard.liked.count + heard.disliked.count),
        Part("ways", _("Ways in and training"), heard.ways_in.count),
        Part("titles", _("Job titles"), heard.titles.count),
        Part("demands", _("Demands"), sum(each.lines.count for each in heard.demands)),
        Part("surprises", _("Surprises"), heard.surprises.count),
        Part("ledger", _("Advice and sources"), heard.ledger.count),
        Part("places", _("Organizations"), heard.places.count),
    ]
    return [always[0], *told[:2], always[1], *told[2:], *always[2:]]
