"""A push service on this machine, and a browser that takes its pushes: with keys of its own, it reads what arrives."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()


def base64url(content):
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def unbase64(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def point(key):
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


class Browser:
    """A browser's side of a subscription."""

    def __init__(self, endpoint):
        self.endpoint, self.key, self.secret = endpoint, ec.generate_private_key(CURVE), b"sixteen letters!"

    @property
    def fields(self):
        """What it tells when it subscribes."""
        return {"endpoint": self.endpoint, "p256dh": base64url(point(self.key)), "auth": base64url(self.secret)}

    def read(self, content):
        """Open a sealed push, as RFC 8291 has browsers do it."""
        salt, theirs, sealed = content[:16], content[21:86], content[86:]
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
        key = HKDF(SHA256(), 32, self.secret, b"WebPush: info\0" + point(self.key) + theirs).derive(shared)
        content_key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(key)
        nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(key)
        return json.loads(AESGCM(content_key).decrypt(nonce, sealed, None).rstrip(b"\2"))


@dataclass
class Service:
    """What a push service was given. `status` is what it answers from now on."""

    origin: str = ""
    status: int = 201
    taken: list = field(default_factory=list)


@contextmanager
def push_service():
    """Run a push service."""
    service = Service()

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self):
            content = self.rfile.read(int(self.headers["Content-Length"]))
            service.taken.append((self.path, dict(self.headers), content))
            self.send_response(service.status)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taker)
    service.origin = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def check_permit(permit, origin):
    """Check the header that says who pushes, as RFC 8292 has services do it; return what it claims."""
    token, key = (part.partition("=")[2] for part in permit.removeprefix("vapid ").split(", "))
    unsigned, _, signature = token.rpartition(".")
    raw = unbase64(signature)
    signed = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    holder = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, unbase64(key))
    holder.verify(signed, unsigned.encode(), ec.ECDSA(SHA256()))
    claims = json.loads(unbase64(unsigned.split(".")[1]))
    assert claims["aud"] == origin
    return claims
