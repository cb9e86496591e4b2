"""What came of keeping replies, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from infoview.i18n import _, ngettext
from infoview.messages.automatic import is_bounce
from infoview.replies.reading import LONGEST_KEPT, Received


@dataclass(slots=True)
class Kept:
    """How many replies of somebody were new and how many were there already, and what is worth saying about them."""

    name: str
    new: int = 0
    known: int = 0
    automatic: int = 0
    bounced: int = 0
    undated: int = 0
    cut: int = 0
    belongs_to: str = ""

    def count(self, received: Received, *, is_known: bool, now: datetime) -> None:
        """Count one that is about to be kept."""
        if is_known:
            self.known += 1
            return
        self.new += 1
        bounced = received.is_automatic and is_bounce(received.sender, received.attachments)
        self.bounced += bounced
        self.automatic += received.is_automatic and not bounced
        self.undated += received.sent_at is None or received.sent_at > now
        self.cut += received.is_cut


def told(kept: Kept) -> str:
    """Return what was kept as a few sentences."""
    said = []
    written = kept.new - kept.automatic - kept.bounced
    if written:
        words = ngettext("Kept: what %(name)s wrote.", "Kept: %(num)s mails from %(name)s.", written, name=kept.name)
        said.append(words)
    said += _told_of_machines(kept)
    if kept.known:
        is_alone = kept.known == 1 and not kept.new
        said.append(
            _("This mail was here already.")
            if is_alone
            else ngettext("%(num)s mail was here already.", "%(num)s mails were here already.", kept.known)
        )
    if kept.undated:
        said.append(_("Its date is missing or still to come: it is listed under today."))
    if kept.cut:
        said.append(_("It was very long: its first %(max)s characters are kept.", max=LONGEST_KEPT))
    if kept.belongs_to:
        said.append(_("The address it came from is the one you noted for %(name)s.", name=kept.belongs_to))
    return " ".join(said)


def _told_of_machines(kept: Kept) -> Iterator[str]:
    """Return what is to be said of mail that no human wrote: in a single sentence if it is all there is."""
    is_alone = kept.new + kept.known == 1
    if kept.automatic:
        yield (
            _("This is an automatic reply, so it does not count as an answer.")
            if is_alone
            else ngettext(
                "%(num)s mail is an automatic reply, so it does not count as an answer.",
                "%(num)s mails are automatic replies, so they do not count as answers.",
                kept.automatic,
            )
        )
    if kept.bounced:
        yield (
            _("This mail says that yours did not arrive: check the address.")
            if is_alone
            else ngettext(
                "%(num)s mail says that one of yours did not arrive: check the address.",
                "%(num)s mails say that some of yours did not arrive: check the address.",
                kept.bounced,
            )
        )
