"""Reads the corpus of drafts: files of drafts, each with a small head that says what is expected."""

from dataclasses import dataclass
from pathlib import Path

from infoview.etiquette.check import Known, Person, Written
from infoview.models.contact import Formality
from infoview.models.message import Channel, MessageKind, Route
from infoview.outreach.facts import About, Agreed, Asked, Facts, Me, Met, Recipient

CORPUS = Path(__file__).with_name("etiquette") / "corpus"


@dataclass(frozen=True)
class Draft:
    """A draft of the corpus."""

    place: str
    what: str
    is_aside: bool
    expected: frozenset[str]
    written: Written
    known: Known


def drafts():
    """Return all drafts."""
    return [draft for path in sorted(CORPUS.glob("*/*.txt")) for draft in _drafts_of(path)]


def _drafts_of(path):
    line = 1
    for block in path.read_text("utf-8").rstrip("\n").split("\n=====\n"):
        head, _, body = block.partition("\n\n")
        facts = dict(part.partition(":")[::2] for part in head.splitlines())
        facts = {name.lower(): value.strip() for name, value in facts.items()}
        yield _draft(f"{path.parent.name}/{path.name}:{line}", path.parent.name, facts, body)
        line += block.count("\n") + 2


def _draft(place, language, head, body):
    unknown = head.keys() - {
        "what",
        "expect",
        "aside",
        "kind",
        "route",
        "channel",
        "subject",
        "to",
        "address as",
        "from",
        "minutes",
        "formality",
        "agreed minutes",
        "referrer",
        "may name",
        "others",
        "learned",
        "limit",
        "about",
    }
    assert not unknown, f"{place}: {unknown}"
    expected = frozenset(code.strip() for code in head["expect"].split(",")) - {"nothing"}
    kind = MessageKind(head.get("kind", "request"))
    route = Route(head.get("route", "cold")) if kind is MessageKind.REQUEST else None
    written = Written(kind, route, Channel(head.get("channel", "email")), language, head.get("subject", ""), body)
    return Draft(place, head["what"], "aside" in head, expected, written, _known(language, head))


def _known(language, head):
    minutes = int(head.get("minutes", 0))
    usual = "Madame Byron" if language == "fr" else "Ms. Byron"
    referrer, may_name = head.get("referrer"), head.get("may name") == "yes"
    facts = Facts(
        language=language,
        contact=Recipient(
            name=head.get("to", "Ada Byron"),
            address_as=head.get("address as", usual) or None,
            referrer=referrer if may_name else None,
            is_referred=referrer is not None,
        ),
        me=Me(name=head.get("from", "Nora Quist")),
        asked=Asked(minutes, minutes) if minutes else Asked(),
        agreed=Agreed(minutes=int(head.get("agreed minutes", 0)) or None),
        meeting=Met(notes=head.get("learned")),
        about=About(name=head.get("about")),
    )
    return Known(
        facts=facts,
        contact=Person(head.get("to", "Ada Byron")),
        formality=Formality(head.get("formality", "formal")),
        linkedin_limit=int(head.get("limit", 200)),
        referrer=Person(referrer) if referrer and not may_name else None,
        others=tuple(Person(name.strip()) for name in head.get("others", "").split(",") if name.strip()),
    )
