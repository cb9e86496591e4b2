"""What is good to have with you, by the way a conversation is held."""

from typing import Any

from infoview.i18n import _l
from infoview.models.meeting import MeetingMode

PAPER = ("paper", _l("Paper and a pen"))
RESUME = ("resume", _l("Your résumé. Bring it, but don’t lead with it: it stays in the bag until they ask."))
AT_HAND = ("resume", _l("Your résumé within reach, in case they ask for it"))
SHEET = ("sheet", _l("This page, printed or on your phone"))
CLOTHES = ("clothes", _l("Clothes you would wear to a job interview"))
OUT = [PAPER, SHEET, RESUME, CLOTHES]
BY_MODE: dict[MeetingMode | None, list[tuple[str, Any]]] = {
    MeetingMode.COFFEE: [PAPER, SHEET, RESUME, ("purse", _l("Enough to pay for both coffees"))],
    MeetingMode.PHONE: [PAPER, AT_HAND, ("quiet", _l("A quiet place, and a charged phone"))],
    MeetingMode.VIDEO: [PAPER, AT_HAND, ("sound", _l("Camera and sound, tried once before"))],
}


def suggestions(mode: MeetingMode | None) -> list[tuple[str, Any]]:
    """Return what to have with you, each with the word it is ticked off by."""
    return BY_MODE.get(mode, OUT)
