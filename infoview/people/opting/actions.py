"""Keeping, and lifting, that a contact asked not to be written to."""

from datetime import datetime

from infoview.db import describe
from infoview.free_times.actions import release_theirs
from infoview.models import Contact
from infoview.outbox.actions import hold_back


def opt_out(contact: Contact, *, at: datetime) -> None:
    """Let nothing go out to a contact any more, not even what waits to be sent. Asked again, it stays as it was."""
    describe("opt_out")
    contact.opted_out_at = contact.opted_out_at or at
    hold_back(contact, at)
    release_theirs(contact.id)


def lift(contact: Contact) -> None:
    """Let messages go out to a contact again."""
    describe("lift_opt_out")
    contact.opted_out_at = None
