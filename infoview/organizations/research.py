"""What the user found out about an organization: the same notes on its own page and on the page of each meeting."""

from typing import Any

from infoview.boxes import Box
from infoview.i18n import _l
from infoview.models import Organization
from infoview.organizations.ten.actions import WhyBox

# Each column with its name, and with what to look for.
NOTES: dict[str, tuple[Any, Any]] = {
    "strengths": (_l("Strengths"), _l("What it does well, and what it is known for.")),
    "culture": (_l("Culture"), _l("How people work there, and what matters to them.")),
    "news": (_l("Recent news"), _l("What happened lately: a project, a prize, a change at the top.")),
    "competitors": (_l("Competitors"), _l("Who does the same, and where it stands among them.")),
}


def note_boxes(organization: Organization) -> list[Box]:
    """Return the boxes of the research notes, named after their columns."""
    return [Box(column, organization, column) for column in NOTES]


def boxes(organization: Organization, *, needs_why: bool = True) -> list[Box]:
    """Return every box of an organization's own page. One that leaves the ten needs no reason any more."""
    why = WhyBox if needs_why else Box
    practice = Box("is_practice", organization, "is_practice", bool)
    return [why("why", organization, "why"), practice, *note_boxes(organization)]
