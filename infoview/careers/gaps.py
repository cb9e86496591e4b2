"""What is still unanswered about a career: topics nobody was asked about, questions without an answer. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from infoview.careers.answers import Asked
from infoview.labels import TOPICS
from infoview.models.question import Topic


@dataclass(frozen=True, slots=True)
class Gap:
    """A topic nobody was asked about."""

    topic: str
    name: str


def untouched(asked: Iterable[Asked]) -> list[Gap]:
    """Return the topics about which nobody was asked in a conversation that was held, in their order."""
    touched = {each.topic for each in asked if each.talk.was_held or each.answer.strip()}
    return [Gap(topic.value, str(TOPICS[topic])) for topic in Topic if topic not in touched]


def unanswered(asked: Iterable[Asked]) -> list[str]:
    """Return the questions that were asked and have had no answer from anybody, each once."""
    asked = list(asked)
    answered = {each.key for each in asked if each.answer.strip()}
    open_ = {each.key: each.text for each in asked if each.talk.was_held and each.key not in answered}
    return list(open_.values())
