"""What is ticked off by hand on the page to prepare a meeting."""

from infoview.boxes import Box
from infoview.models import Meeting


class Ticked:
    """The words ticked off for a meeting: each is an attribute, true or not, that a box can write."""

    _meeting: Meeting

    def __init__(self, meeting: Meeting) -> None:
        self.__dict__["_meeting"] = meeting

    def __getattr__(self, word: str) -> bool:
        return word in self._meeting.ticked.split()

    def __setattr__(self, word: str, is_on: bool) -> None:
        others = [each for each in self._meeting.ticked.split() if each != word]
        self._meeting.ticked = " ".join([*others, word] if is_on else others)


def tick_box(meeting: Meeting, word: str) -> Box:
    """Return the box of a word, named after it."""
    return Box(f"tick-{word}", Ticked(meeting), word, bool)
