"""Mail that a machine wrote: it is kept, and counts neither as an answer nor as a contact."""

from collections.abc import Sequence
from typing import Any

from infoview.i18n import _
from infoview.models.message import Direction, MessageKind

STATUS = "message/delivery-status"
_DAEMONS = frozenset({"mailer-daemon", "postmaster"})
_NOT_LOST = ("delayed", "delivered", "relayed", "expanded")


def is_automatic(message: Any) -> bool:
    """Whether what came in was written by a machine."""
    return message.direction is Direction.IN and message.kind is MessageKind.OTHER


def is_bounce(address: str, attached: Sequence[str]) -> bool:
    """Whether such a mail says that another one did not arrive, by its sender and the names of what it carries."""
    reports = [name for name in attached if name.startswith(STATUS)]
    if reports:
        return any(not name.endswith(_NOT_LOST) for name in reports)
    return is_daemon(address)


def is_daemon(address: str) -> bool:
    """Whether an address is that of a mail server, where nobody reads."""
    local, at, _domain = address.casefold().rpartition("@")
    return bool(at) and local in _DAEMONS


def attached(message: Any) -> list[str]:
    """Return the names of what came with a message, without what one machine tells another."""
    return [name for name in message.attachments.splitlines() if not name.startswith(STATUS)]


def words(message: Any) -> str:
    """Return what an automatic mail is called among other things that happened with a contact."""
    if is_bounce(message.address, message.attachments.splitlines()):
        return _("This mail did not arrive")
    return _("Automatic reply")
