"""Names that differ by a slip of the pen or by a middle name."""

import re

from rapidfuzz import process
from rapidfuzz.distance import OSA

from infoview.transfer.signs import Signs

_DIGITS = re.compile(r"\d+")
# A word that so many people of one organization share says nothing about who they are.
_MOST_NAMESAKES = 100


class SimilarNames:
    """People by organization, found again by nearly the same name. Each question is a few look-ups."""

    def __init__(self) -> None:
        self.waiting: dict[str, list[Signs]] = {}
        self.by_two_words: dict[tuple[str, str], Signs] = {}
        self.by_more_words: dict[tuple[str, str], Signs] = {}
        self.by_word: dict[tuple[str, str], tuple[list[str], list[Signs]]] = {}

    def add(self, signs: Signs) -> None:
        """Remember somebody, if their organization is known."""
        if signs.organization:
            self.waiting.setdefault(signs.organization, []).append(signs)

    def _index(self, signs: Signs) -> None:
        words = signs.name.split()
        for pair in _pairs(words):
            index = self.by_two_words if len(words) == 2 else self.by_more_words
            index.setdefault((signs.organization, pair), signs)
        for word in words:
            names, people = self.by_word.setdefault((signs.organization, word), ([], []))
            if len(names) < _MOST_NAMESAKES:
                names.append(_in_order(words))
                people.append(signs)

    def find(self, signs: Signs) -> Signs | None:
        """Return somebody of the same organization with nearly the same name."""
        if not signs.organization:
            return None
        for other in self.waiting.pop(signs.organization, ()):  # most organizations are never asked about
            self._index(other)
        words = signs.name.split()
        others = self.by_more_words if len(words) == 2 else self.by_two_words
        for pair in _pairs(words):
            found = others.get((signs.organization, pair))
            if found and found.may_be(signs):
                return found
        return self._slip_of_the_pen(signs, words)

    def _slip_of_the_pen(self, signs: Signs, words: list[str]) -> Signs | None:
        name = _in_order(words)
        slips = min(len(name) // 9, 2)
        for word in words if slips else ():
            names, people = self.by_word.get((signs.organization, word), ([], []))
            near = process.extract(name, names, scorer=OSA.distance, score_cutoff=slips, limit=3)
            for other, _distance, place in near:
                # "Reader 1" and "Reader 2" are no slip.
                if _DIGITS.findall(other) == _DIGITS.findall(name) and people[place].may_be(signs):
                    return people[place]
        return None


def _in_order(words: list[str]) -> str:
    """Return the words sorted: "Byron Ada" is "Ada Byron"."""
    return " ".join(sorted(words))


def _pairs(words: list[str]) -> list[str]:
    """Return the two words of a short name, and of a long one those that may be it: the first two, the outer two."""
    if len(words) < 2:
        return []
    return [_in_order(words)] if len(words) == 2 else [_in_order([words[0], words[-1]]), _in_order(words[:2])]
