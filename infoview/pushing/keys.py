"""Who pushes: a key pair made once for this instance (VAPID, RFC 8292). Browsers take pushes from its holder only."""

import json
import os
import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from infoview.config import Settings
from infoview.errors import CannotStart

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

FILE = "push_key"
LASTS = timedelta(hours=12)  # push services refuse a token that is good for longer than a day


def public_key(settings: Settings) -> str:
    """Return the public key as a browser wants it when it subscribes."""
    from infoview.pushing.encryption import base64url, point_of  # slow to load: not at every start

    return base64url(point_of(_key(settings).public_key()))


def authorization(settings: Settings, origin: str, *, at: datetime) -> str:
    """Return the header that tells the push service at `origin` who pushes: good for hours, and there only."""
    from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
    from cryptography.hazmat.primitives.hashes import SHA256

    from infoview.pushing.encryption import base64url

    claims = {"aud": origin, "exp": int((at + LASTS).timestamp())}
    if settings.is_https:
        claims["sub"] = settings.address
    parts = ({"typ": "JWT", "alg": "ES256"}, claims)
    unsigned = ".".join(base64url(json.dumps(part, separators=(",", ":")).encode()) for part in parts)
    first, second = decode_dss_signature(_key(settings).sign(unsigned.encode(), ECDSA(SHA256())))
    signature = base64url(first.to_bytes(32, "big") + second.to_bytes(32, "big"))
    return f"vapid t={unsigned}.{signature}, k={public_key(settings)}"


def _key(settings: Settings) -> "EllipticCurvePrivateKey":
    """Return the key, made once in the data folder (0600). Raises CannotStart if its file cannot be used."""
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    path = settings.data / FILE
    try:
        if not path.exists():
            _make(path)
        key = load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError) as problem:
        raise CannotStart(f"The key file {path} cannot be used. Delete it and a new one is made.") from problem
    if not isinstance(key, EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
        raise CannotStart(f"The key file {path} holds another kind of key. Delete it and a new one is made.")
    return key


def _make(path: Path) -> None:
    """Make the key once, whichever process comes first: a second one finds that it is there."""
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    made = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    part = path.with_name(f"{FILE}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(made)
            file.flush()
            os.fsync(file.fileno())
        os.link(part, path)  # unlike a rename, never takes the place of another one
    except FileExistsError:
        pass
    except OSError:
        part.replace(path)  # a file system without links
    finally:
        part.unlink(missing_ok=True)
