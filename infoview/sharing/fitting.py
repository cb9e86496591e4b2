"""Which things to share fit whom."""

from infoview.text import fold

SAME_CAREER, SAME_TOPIC, ANYBODY = 3, 2, 1
SHORTEST_WORD = 3  # shorter ones stand in every other word


def topic_words(topic: str) -> list[str]:
    """Return the words of a topic, folded."""
    return [word for word in fold(topic).replace(",", " ").split() if len(word) >= SHORTEST_WORD]


def fits_words(named: list[str], words: str) -> bool:
    """Whether a word of a topic stands in what somebody does and where."""
    return any(word in words for word in named)


def fits(career_id: int | None, topic: str, theirs: int | None, words: str) -> int:
    """Return how well something to share fits a contact, 0 if it does not.

    It is about a career, about a topic, or for anybody. `theirs` is the contact's career, `words` what they do and
    where, folded. A topic fits if one of its words stands there.
    """
    if career_id is not None and career_id == theirs:
        return SAME_CAREER
    if fits_words(topic_words(topic), words):
        return SAME_TOPIC
    return ANYBODY if career_id is None and not topic else 0
