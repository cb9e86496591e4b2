"""How wordings are described on screen."""

from dataclasses import dataclass

from infoview.i18n import _, _l
from infoview.labels import KINDS
from infoview.message_templates.queries import Standing
from infoview.message_templates.voices import Use
from infoview.outreach.fact_names import ALWAYS_THERE, CONDITIONS, DESCRIPTIONS
from infoview.outreach.labels import ROUTE_NAMES

STANDINGS = {
    Standing.ORIGINAL: _l("Original"),
    Standing.CHANGED: _l("Changed by you"),
    Standing.HIDDEN: _l("Hidden"),
    Standing.OWN: _l("Your own"),
}
_GROUPS = {
    "contact": _l("Whom you write to"),
    "me": _l("You"),
    "career": _l("The career"),
    "found": _l("How you found them"),
    "asked": _l("What you ask for"),
    "agreed": _l("The conversation you have agreed on"),
    "meeting": _l("Your last conversation"),
    "thanks": _l("How long ago that was"),
    "since": _l("What has happened since"),
    "about": _l("Somebody the message is about"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as the page lists it; `field` is what stands for it in a text."""

    name: str
    field: str
    words: str
    is_always_there: bool

    @property
    def id(self) -> str:
        """What tells it from the others of the page."""
        return self.name.replace(".", "-")


def use_name(use: Use) -> str:
    """Return what a wording is for: "Request · You have met at an event"."""
    if use.route is None:
        return str(KINDS[use.kind])
    return f"{KINDS[use.kind]} · {ROUTE_NAMES[use.route]}"


def facts_by_group() -> list[tuple[str, list[Fact]]]:
    """Return every fact a wording may use, each under the title of its group."""
    return [
        (str(title), [_fact(name) for name in DESCRIPTIONS if name.partition(".")[0] == start])
        for start, title in _GROUPS.items()
    ]


def copy_name(title: str) -> str:
    """Return how a copy is called until the user gives it a name."""
    return _("%(name)s, copied", name=title)


def _fact(name: str) -> Fact:
    field = f"{{if {name}}}" if name in CONDITIONS else f"{{{name}}}"
    return Fact(name, field, str(DESCRIPTIONS[name]), name in ALWAYS_THERE)
