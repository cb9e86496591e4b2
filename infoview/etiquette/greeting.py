"""The greeting of a draft, and whom it names."""

import re
from dataclasses import dataclass

from infoview.etiquette.plainly import plain


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    """
    mr mrs ms miss mx dr prof professor sir madam dame rev captain m mme mlle madame monsieur mademoiselle
    maître maitre docteur professeur doctor
    """
)
_TO_ANYBODY = _words(
    """
    there all everyone everybody everyone team friend friends colleague colleagues neighbour neighbor reader
    readers folks again sirs ladies gentlemen lady hiring manager manager recruiter whom it may concern or and
    to the you chair director alumni office editor committee staff both mate dear et ou la le les tous toutes
    tout monde vous toi equipe équipe collègue collègues ami amie amis voisin voisine directeur directrice
    président présidente messieurs mesdames à a cher chère de du des responsable service encore morning
    afternoon evening day from this is here i my hello hi bonjour first good it's its am je c'est ici moi chers
    chères
    """
)
_GREETING = re.compile(
    r"\s{0,9}((?:my )?(?:dearest|dear|hello|hi|hey|greetings|good (?:morning|afternoon|evening|day)"
    r"|(?:bonjour|bonsoir|salut|coucou)(?: ch(?:er|ère))?|ch(?:er|ère)s?|madame|monsieur)\b[ ]{0,3})"
    r"([^,!?:;\n]{0,80})"
)


@dataclass(frozen=True, slots=True)
class Greeting:
    """The greeting: `name` is whom it names ("Ms. Byron"), perhaps nobody; start and end are those of the name."""

    opens: str
    name: str
    start: int
    end: int


def greeting_of(body: str) -> Greeting | None:
    """Return the greeting a text begins with, if it does."""
    found = _GREETING.match(plain(body[:200]))
    if not found:
        return None
    start = found.start(2)
    name = body[start : found.end(2)].rstrip(" .-–—")
    ends_there = body[start + len(name) : start + len(name) + 2].lstrip(" ")[:1] in (",", "!", "\n", ":", "")
    if len(name.split()) > 5 or (" " in name and not ends_there):
        name = _leading_name(name)
    return Greeting(body[found.start(1) : start].strip(), name, start, start + len(name))


def names_in(greeted: str) -> list[str]:
    """Return the words of a greeting that could be somebody's name."""
    words = [word.strip(".,-–'\"()") for word in re.split(r"[\s/&]+", greeted)]
    return [word for word in words if word and plain(word) not in TITLES and plain(word) not in _TO_ANYBODY]


def _leading_name(text: str) -> str:
    """Return the capitalised words that a text begins with."""
    kept = []
    for word in text.split(" "):
        if not word[:1].isupper() or plain(word) in {"i", "i'm", "je", "j'ai"}:
            break
        kept.append(word)
    return " ".join(kept)[: len(text)]
