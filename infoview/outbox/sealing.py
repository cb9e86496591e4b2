"""Passwords that must be told to another server: sealed with a key that is not in the database.

The key comes from the one that signs cookies. A seal holds for one account, server and user only: moved to another
row, or with another host beside it, it does not open.
"""

import base64
import json
import secrets

from infoview.db import owner_id, settings
from infoview.models import MailServer
from infoview.outbox.failures import Failure
from infoview.prepare import secret_key

NONCE = 12
PURPOSE = b"infoview: password of a mail server"


def seal(password: str, server: MailServer) -> str:
    """Return the password as it may be stored with `server`, "" for none."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # slow to load: not at every start

    if not password:
        return ""
    nonce = secrets.token_bytes(NONCE)
    sealed = AESGCM(_key()).encrypt(nonce, password.encode(), _belongs_to(server))
    return base64.urlsafe_b64encode(nonce + sealed).decode("ascii")


def opened(server: MailServer) -> str:
    """Return the password of a server. Raises Failure if the key is another one now, or the row was changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if not server.sealed_password:
        return ""
    try:
        stored = base64.urlsafe_b64decode(server.sealed_password)
        return AESGCM(_key()).decrypt(stored[:NONCE], stored[NONCE:], _belongs_to(server)).decode()
    except (InvalidTag, ValueError):
        raise Failure("password") from None


def can_open(server: MailServer) -> bool:
    """Whether the password of a server can still be opened."""
    try:
        opened(server)
    except Failure:
        return False
    return True


def _key() -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, None, PURPOSE).derive(secret_key(settings()).encode())


def _belongs_to(server: MailServer) -> bytes:
    return json.dumps([owner_id(), server.host, server.port, server.security.value, server.username]).encode()
