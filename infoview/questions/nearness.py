"""Which question of the bank is about something the user wants to learn, told from the words of both."""

import re
from collections import Counter
from functools import cache

from infoview.questions import bank
from infoview.text import fold

# "training" and "trained" begin alike; a word that begins many questions says little about any of them.
_STEM = 5
_TELLING = 3
_SHORTEST = 4
_NEAR = 2
_BY_KEYWORD = 2


def nearest_to(goal: str, language: str) -> str:
    """Return the code of the question that is about a goal, or "" if none is."""
    stems = _stems(goal)
    scores = {
        code: _BY_KEYWORD * len(stems & keywords) + len(stems & said) for code, keywords, said in _words(language)
    }
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] >= _NEAR else ""


@cache
def _words(language: str) -> list[tuple[str, frozenset[str], frozenset[str]]]:
    """Return for each question its keywords and the telling words it is asked with."""
    asked = {each.code: _stems(f"{each.text} {each.follow_up}") for each in bank.questions(language)}
    common = Counter(stem for stems in asked.values() for stem in stems)
    return [
        (each.code, _stems(each.also), frozenset(stem for stem in asked[each.code] if common[stem] <= _TELLING))
        for each in bank.questions(language)
    ]


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in re.findall(r"[a-z]+", fold(text)) if len(word) >= _SHORTEST)
