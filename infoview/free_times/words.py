"""What a notice adds when an act gave free times back."""

from infoview.free_times.queries import released_in
from infoview.i18n import ngettext


def and_released(batch: str) -> str:
    """Return a sentence, with a space before it, about the free times an act released; "" if there were none."""
    released = released_in(batch)
    if not released:
        return ""
    return " " + ngettext(
        "The time you had offered them is free again.",
        "The %(num)s times you had offered them are free again.",
        released,
    )
