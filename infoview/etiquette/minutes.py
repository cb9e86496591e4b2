"""The minutes that a draft asks for: not those of a train ride, nor the hour of a day."""

import re
from dataclasses import dataclass

from infoview.etiquette.findings import Span
from infoview.etiquette.reading import Hit, Reading


@dataclass(frozen=True, slots=True)
class Time:
    """A stretch of time that is asked for, with the words that name it."""

    minutes: int
    span: Span
    words: str

    def said_as(self, minutes: int, reading: Reading) -> str:
        """Return the words for that many minutes, fit for the place of these."""
        said = reading.words.say_minutes(minutes)
        if self.words.startswith("d'"):
            return f"de {said}"
        if re.search(r"\d-minute$|\d-min$", self.words):
            return f"{minutes}-minute"
        return said[0].upper() + said[1:]


def asked(reading: Reading) -> list[Time]:
    """Return the times a draft asks for, in their order."""
    words = reading.words
    times = []
    for hit in reading.find(words.minutes):
        found = words.minutes.match(hit.sentence.plain, hit.start - hit.sentence.start)
        if found and _is_asked(hit, reading):
            number = found[2] or found[1]
            times.append(Time(int(number) if number else words.numbers[found[3]], hit.span, hit.words))
    for pattern, minutes in words.spans_of_time:
        times += [Time(minutes, hit.span, hit.words) for hit in reading.find(pattern) if _is_asked(hit, reading)]
    return sorted(times, key=lambda time: (time.span.part == "body", time.span.start))


def _is_asked(hit: Hit, reading: Reading) -> bool:
    words = reading.words
    return not words.not_asked_before.search(hit.before[-40:]) and not words.not_asked_after.match(hit.after)
