"""Adding a contact from what one line says about them."""

from datetime import datetime

from infoview.models import Contact, Stage
from infoview.people import namesakes
from infoview.people.actions import add_contact
from infoview.people.quick_add import Understood


def add_understood(heard: Understood, *, at: datetime) -> Contact:
    """Add a card with everything a line says; who named them is found by name, or added.

    Raises Invalid as `add_contact` does.
    """
    known = namesakes.called(heard.via)
    return add_contact(
        full_name=heard.name,
        title=heard.title,
        organization=heard.organization,
        referred_by=known[0].label if len(known) == 1 else heard.via,
        emails=[heard.email] if heard.email else [],
        links=[heard.link] if heard.link else [],
        stage=Stage.IDENTIFIED,
        at=at,
    )
