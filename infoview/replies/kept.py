"""What came of keeping replies, in words."""

from dataclasses import dataclass
from datetime import datetime

from infoview.i18n import _, ngettext
from infoview.replies.reading import LONGEST_KEPT, Received


@dataclass(slots=True)
class Kept:
    """How many replies of somebody were new and how many were there already, and what is worth saying about them."""

    name: str
    new: int = 0
    known: int = 0
    undated: int = 0
    cut: int = 0
    belongs_to: str = ""

    def count(self, received: Received, *, is_known: bool, now: datetime) -> None:
        """Count one that is about to be kept."""
        if is_known:
            self.known += 1
            return
        self.new += 1
        self.undated += received.sent_at is None or received.sent_at > now
        self.cut += received.is_cut


def told(kept: Kept) -> str:
    """Return what was kept as a few sentences."""
    said = []
    if kept.new:
        words = ngettext("Kept: what %(name)s wrote.", "Kept: %(num)s mails from %(name)s.", kept.new, name=kept.name)
        said.append(words)
    if kept.known:
        said.append(ngettext("This mail was here already.", "%(num)s of them were here already.", kept.known))
    if kept.undated:
        said.append(_("Its date is missing or still to come: it is listed under today."))
    if kept.cut:
        said.append(_("It was very long: its first %(max)s characters are kept.", max=LONGEST_KEPT))
    if kept.belongs_to:
        said.append(_("The address it came from is the one you noted for %(name)s.", name=kept.belongs_to))
    return " ".join(said)
