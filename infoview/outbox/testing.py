"""Trying a mail server out: a mail from the user to themself, and in words what came of it."""

from threading import Lock

from infoview import clock
from infoview.db import db
from infoview.errors import Refused
from infoview.i18n import _
from infoview.outbox.conversation import Conversation
from infoview.outbox.failures import Failure, Unknown
from infoview.outbox.servers import access
from infoview.outreach.delivery import Letter, mail_of, new_header_id

_one_at_a_time = Lock()


def send_test(name: str) -> str:
    """Send a test mail to the user's own address, and return that address.

    Raises Failure, Unknown if the connection broke at the end, or Refused while somebody else is testing.
    """
    server = access()
    db.session.rollback()  # no snapshot is held while the server is waited for
    letter = Letter(name, server.sender, _("A test from infoview"), _("Your mail server works. This mail came by it."))
    header_id = new_header_id(server.sender.rpartition("@")[2])
    mail = mail_of(letter, sender=server.sender, sender_name=name, header_id=header_id, date=clock.now()).as_bytes()
    if not _one_at_a_time.acquire(blocking=False):
        raise Refused(_("Another test is running just now. Try again in a moment."))
    try:
        with Conversation(server) as talk:
            talk.address(server.sender, len(mail))
            talk.hand_over(mail)
    finally:
        _one_at_a_time.release()
    return server.sender


__all__ = ["Failure", "Unknown", "send_test"]
