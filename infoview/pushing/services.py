"""The push services of browsers: the only hosts a push goes to, whatever address a browser names."""

import http.client
import re
import ssl
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlsplit

from infoview.config import Settings

KNOWN = ("fcm.googleapis.com", "web.push.apple.com")
FAMILIES = (".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com")
ANSWERS_IN = 10  # seconds
KEEPS = 24 * 3600  # seconds a service keeps a push for a browser that is off
LONGEST = 1000  # letters in an address
_PLAIN = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a push service said: it took the push, does not know the browser any more, or why neither."""

    is_taken: bool = False
    is_gone: bool = False
    reason: str = ""

    @property
    def may_pass(self) -> bool:
        """Whether it is worth trying again in a while."""
        return self.reason in ("unreachable", "later")


def origin_of(endpoint: str, settings: Settings) -> str | None:
    """Return the origin of a push service we may speak with, or None: no other host is ever asked for anything."""
    try:
        parts = urlsplit(endpoint)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        return None
    if len(endpoint) > LONGEST or not _PLAIN.fullmatch(endpoint) or "@" in parts.netloc or "\\" in endpoint:
        return None
    origin = f"{parts.scheme}://{host}" + (f":{port}" if port not in (None, 443) else "")
    is_known = host in KNOWN or host.endswith(FAMILIES)
    return origin if origin in settings.push_hosts or (is_known and origin == f"https://{host}") else None


def hand_over(endpoint: str, content: bytes, *, origin: str, authorization: str) -> Answer:
    """Give a sealed push to the service of a browser. Redirects are not followed."""
    headers = {
        "Authorization": authorization,
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(KEEPS),
        "Topic": "due",  # a newer one takes the place of one that still waits
        "Urgency": "normal",
    }
    parts = urlsplit(endpoint)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    try:
        with closing(_connection(origin)) as service:
            service.request("POST", path or "/", content, headers)
            return _read(service.getresponse().status)
    except (OSError, http.client.HTTPException):
        return Answer(reason="unreachable")


def _connection(origin: str) -> http.client.HTTPConnection:
    scheme, _, place = origin.partition("://")
    if scheme == "http":
        return http.client.HTTPConnection(place, timeout=ANSWERS_IN)
    return http.client.HTTPSConnection(place, timeout=ANSWERS_IN, context=ssl.create_default_context())


def _read(status: int) -> Answer:
    if 200 <= status < 300:
        return Answer(is_taken=True)
    if status in (404, 410):
        return Answer(is_gone=True, reason="gone")
    if status == 429 or status >= 500:
        return Answer(reason="later")
    return Answer(reason="key" if status in (401, 403) else "refused")
