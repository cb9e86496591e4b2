"""What a test queues, and by which server."""

from factories import NOON, make_contact
from outbox.post_office import SECRET, USER

from infoview import clock
from infoview.db import db, transaction
from infoview.models import Draft, Stage
from infoview.models.mail import Security
from infoview.models.message import MessageKind, Route
from infoview.outbox import actions, servers


def set_up(office, **more):
    """Make a post office the mail server of whoever is at work."""
    with transaction():
        security = Security.TLS if office.tls else Security.STARTTLS
        wanted = {"host": "127.0.0.1", "port": office.port, "security": security, "username": USER, "password": SECRET}
        servers.set_up(**{**wanted, "sender": USER, "version": 0, "at": NOON, **more})


def write(name="Ada Byron", kind=MessageKind.REQUEST, **facts):
    """Begin a draft to somebody new."""
    contact = make_contact(name, stage=Stage.IDENTIFIED, **facts)
    with transaction():
        draft = Draft(contact_id=contact.id, kind=kind, saved_at=NOON, created_at=NOON)
        db.session.add(draft)
    return contact, draft


def queue(name="Ada Byron", *, due_at=None, address="ada@example.com", kind=MessageKind.REQUEST, facts=None, **text):
    """Write to somebody new, of whom these facts are known, and queue it."""
    contact, draft = write(name, kind, **(facts or {}))
    now = clock.now()
    texts = {"subject": "A question", "body": "Dear Ada,\n\nhow did you begin?", **text}
    with transaction():
        return actions.queue(
            contact, draft, address=address, route=Route.COLD, language="en", due_at=due_at or now, at=now, **texts
        )
