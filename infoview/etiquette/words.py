"""How the words of a language are written down, one phrase a line, and what a language has to bring."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from infoview.outreach.facts import Facts

# Up to six words, all in one sentence.
_GAP = r"(?:\s{1,3}[^\s.!?;]{1,30}){0,6}?\s{1,3}"


def any_of(lines: str, **sets: str) -> re.Pattern[str]:
    """Return the pattern for any of the phrases, one a line.

    Each is a pattern in small letters, in which a space is any white space, " … " up to six words, a star at the end
    of a word any ending, and `{set}` the words of that name. A line that begins with # is a remark. Every repetition
    is bounded: whatever is typed, looking for a phrase takes time in proportion to the text.
    """
    phrases = [line.strip() for line in lines.splitlines() if line.strip() and not line.strip().startswith("#")]
    for name, words in sets.items():
        phrases = [phrase.replace(f"{{{name}}}", words) for phrase in phrases]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_pattern, phrases))})(?!\w)")


def _pattern(phrase: str) -> str:
    phrase = re.sub(r"(?<=\w)\*(?=\W|$)", r"\\w{0,12}", phrase)
    return phrase.replace(" … ", _GAP).replace(" ", r"\s{1,3}")


@dataclass(frozen=True)
class Words:
    """What one language says, as the rules look for it, and what a mend would say in it."""

    common: re.Pattern[str]  # words by which the language is known
    abbreviations: frozenset[str]

    job: re.Pattern[str]
    job_hint: re.Pattern[str]  # asks for a job in a first message, but may be plain news later
    denied: re.Pattern[str]
    not_denied: re.Pattern[str]  # after a denial: "not only"
    information: re.Pattern[str]
    minutes: re.Pattern[str]
    not_asked_before: re.Pattern[str]
    not_asked_after: re.Pattern[str]
    numbers: dict[str, int]
    spans_of_time: tuple[tuple[re.Pattern[str], int], ...]
    asks_to_talk: re.Pattern[str]
    found: re.Pattern[str]
    you: re.Pattern[str]
    wishes: re.Pattern[str]  # words of asking and of manners: what has them tells nothing
    about_work: re.Pattern[str]
    about_meeting: re.Pattern[str]
    introduction: re.Pattern[str]
    leans_back: re.Pattern[str]  # begins a sentence that needs the one before it
    resume: re.Pattern[str]
    was_asked_for: re.Pattern[str]
    generic: re.Pattern[str]  # words that are in any thank-you
    specific: re.Pattern[str]
    favour: re.Pattern[str]
    no_favour: re.Pattern[str]
    closing: re.Pattern[str]
    spoke_of: re.Pattern[str]  # before a name: the sender tells of somebody
    acts_on: re.Pattern[str]  # after a name that is a word: it was a name
    a_friend: re.Pattern[str]  # before a name: says already who it is

    say_information: str
    say_time: Callable[[int, bool], str]
    say_enough: Callable[[int, bool], str]
    say_minutes: Callable[[int], str]
    say_found: Callable[[Facts, bool], str | None]
    say_learned: Callable[[Facts], str | None]
    acquaintance: str
    sign_off: str
    thanks_sign_off: str
