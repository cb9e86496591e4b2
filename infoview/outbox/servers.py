"""Setting up, changing and removing the user's own mail server."""

import re
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address

from sqlalchemy import select, update

from infoview.db import db, describe
from infoview.errors import Invalid, Refused, Stale
from infoview.i18n import _
from infoview.models import Mail, MailServer
from infoview.models.mail import MailState, Security
from infoview.outbox.failures import Failure
from infoview.outbox.sealing import can_open, opened, seal
from infoview.outreach.delivery import is_address
from infoview.text import clean_line

_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")
PORTS = range(1, 65536)


@dataclass(frozen=True, slots=True)
class Access:
    """All that is needed to speak with a mail server, the password in clear: never kept, never shown."""

    host: str
    port: int
    security: Security
    username: str
    password: str
    sender: str


def find() -> MailServer | None:
    """Return the user's mail server, if they have set one up."""
    return db.session.scalar(select(MailServer))


def access() -> Access:
    """Return what it takes to speak with the mail server. Raises Failure if there is none or its password is lost."""
    server = find()
    if server is None:
        raise Failure("no-server")
    if not _HOST.fullmatch(server.host) and not _is_ip(server.host):  # an old row, or one from elsewhere
        raise Failure("name")
    if server.port not in PORTS:
        raise Failure("refused")
    return Access(server.host, server.port, server.security, server.username, opened(server), server.sender)


def set_up(
    *,
    host: str,
    port: int | None,
    security: Security,
    username: str,
    password: str,
    sender: str,
    version: int,
    at: datetime,
) -> MailServer:
    """Keep how to reach the mail server. An empty password means the stored one, if nothing else has changed.

    Raises Invalid, or Stale if it was changed in another window.
    """
    describe("mail_server")
    host, username, sender = _host(host), clean_line(username), _sender(sender)
    if port not in PORTS:
        raise Invalid("port", _("A port is a number from 1 to 65535."))
    server = find()
    if (server.version if server else 0) != version:
        raise Stale(_("The mail server was changed in another window."), _stored(server))
    is_same = server is not None and _same(server, host, port, security, username)
    is_kept = is_same and server is not None and bool(server.sealed_password) and can_open(server)
    if username and not password and not is_kept:
        raise Invalid("password", _("Type the password. It is asked again whenever the server or the user changes."))
    if password and not username:
        raise Invalid("username", _("Give the user name that belongs to this password."))
    if server is None:
        server = MailServer(version=0, created_at=at)
        db.session.add(server)
    server.host, server.port, server.security, server.username = host, int(port or 0), security, username
    server.sender = sender
    if password or not is_same:
        server.sealed_password = seal(password, server)
    server.version += 1
    return server


def remove(*, at: datetime) -> None:
    """Forget the mail server and its password. What waits to be sent is held. Raises Refused if there is none."""
    describe("mail_server")
    server = find()
    if server is None:
        raise Refused(_("There is no mail server any more."))
    db.session.delete(server)
    waiting = update(Mail).where(Mail.state == MailState.QUEUED)
    db.session.execute(waiting.values(state=MailState.HELD, reason="removed", answer="", changed_at=at))


def _same(server: MailServer, *wanted: object) -> bool:
    return (server.host, server.port, server.security, server.username) == wanted


def _stored(server: MailServer | None) -> dict[str, object]:
    if server is None:
        return {"host": "", "port": "", "username": "", "sender": ""}
    return {"host": server.host, "port": server.port, "username": server.username, "sender": server.sender}


def _host(text: str) -> str:
    """Return the name or address of a server as it is called. Raises Invalid."""
    host = clean_line(text).casefold().rstrip(".")
    if _is_ip(host):
        return host
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        host = ""
    if not _HOST.fullmatch(host):
        raise Invalid("host", _("Write the name of the server alone, like smtp.example.org."))
    return host


def _is_ip(host: str) -> bool:
    try:
        return "%" not in str(ip_address(host))
    except ValueError:
        return False


def _sender(text: str) -> str:
    """Return an address that every server understands. Raises Invalid."""
    sender = clean_line(text)
    if not is_address(sender) or not sender.isascii() or len(sender) > 254:
        raise Invalid("sender", _("This does not look like an e-mail address that can send."))
    return sender
