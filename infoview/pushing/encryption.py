"""Sealing what a push says for one browser (RFC 8291 and RFC 8188): its push service cannot read it."""

import base64
import binascii
import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
SALT, SECRET, POINT = 16, 16, 65
RECORD = 4096
LAST = b"\x02"  # what stands behind the last record


def seal(
    words: bytes, *, p256dh: str, auth: str, salt: bytes | None = None, ours: ec.EllipticCurvePrivateKey | None = None
) -> bytes:
    """Return `words` as only the browser with these keys can read them: one record of aes128gcm.

    `salt` and `ours` are new for each message; a test gives known ones. Raises ValueError if the keys are none.
    """
    point, secret = read_keys(p256dh, auth)
    ours = ours or ec.generate_private_key(CURVE)
    salt = salt or os.urandom(SALT)
    public = point_of(ours.public_key())
    shared = ours.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point))
    key = _derive(shared, secret, b"WebPush: info\0" + point + public, 32)
    content_key = _derive(key, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derive(key, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD.to_bytes(4, "big") + len(public).to_bytes(1, "big") + public
    return head + AESGCM(content_key).encrypt(nonce, words + LAST, None)


def read_keys(p256dh: str, auth: str) -> tuple[bytes, bytes]:
    """Return the point and the secret of a browser. Raises ValueError if they are no such things."""
    point, secret = unbase64(p256dh), unbase64(auth)
    if len(point) != POINT or len(secret) != SECRET:
        raise ValueError("keys of another length")
    ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    return point, secret


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    """Return a public key as browsers write it."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def base64url(content: bytes) -> str:
    """Return bytes as they travel in headers and keys."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def unbase64(text: str) -> bytes:
    """Return the bytes of a base64url text. Raises ValueError."""
    try:
        return base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError) as problem:
        raise ValueError("not base64url") from problem


def _derive(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)
