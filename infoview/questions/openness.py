"""Whether a question is open, told from how it begins."""

import re

from infoview.text import clean_line, fold

# "Could you describe …" asks for a story, whatever its grammar.
_ASKS_TO_TELL = re.compile(
    r"\b(?:tell|describe|explain|walk|talk|show|share|say|give|think of"
    r"|raconter|decrire|expliquer|parler|montrer|partager|dire|donner|me citer)\b"
)
_CLOSED = re.compile(
    r"(?:do|does|did|is|are|was|were|am|can|could|will|would|have|has|had|should|shall|may|might|must"
    r"|isn't|aren't|don't|doesn't|didn't|wouldn't|couldn't|won't)\s"
    r"|est-ce (?:que |qu')"
    r"|(?:[a-z]+-(?:t-)?(?:je|tu|il|elle|on|nous|vous|ils|elles|ce))\b"
    r"|(?:vous|tu) (?:etes|avez|pensez|aimez|as|es|penses|aimes)\b"
)


def is_open(text: str) -> bool:
    """Whether a question asks for more than yes or no, in English or French."""
    line = fold(clean_line(text).replace("’", "'"))
    return not _CLOSED.match(line) or _ASKS_TO_TELL.search(line) is not None
