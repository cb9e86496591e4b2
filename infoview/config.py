"""The settings, read from the environment once."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from infoview.errors import WrongSetting

MINIMUM_KEY = 16
USUAL_DATA = Path(__file__).parent.parent / "instance"
_PLAIN_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*/?")
_PLAIN_HOST = re.compile(r"[a-z0-9.-]+|[a-f0-9:.]+")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the app listens, where it keeps its data, and how it is reached."""

    host: str
    port: int
    data: Path
    url: str | None
    proxies: int
    secret_key: str | None
    mail_enabled: bool = True
    push_hosts: frozenset[str] = frozenset()

    @property
    def mount_path(self) -> str:
        """The path the app lives under: "" at the root, else like "/infoview"."""
        return urlsplit(self.url).path.rstrip("/") if self.url else ""

    @property
    def is_https(self) -> bool:
        """Whether browsers reach the app by https."""
        return bool(self.url) and urlsplit(self.url or "").scheme == "https"

    @property
    def origin(self) -> str | None:
        """The public address as browsers name it in `Origin`, if it is set: without path and usual port."""
        if not self.url:
            return None
        parts = urlsplit(self.url)
        port = f":{parts.port}" if parts.port not in (None, 443 if self.is_https else 80) else ""
        return f"{parts.scheme}://{_bracketed(_ascii(parts.hostname or ''))}{port}"

    @property
    def is_fronted(self) -> bool:
        """Whether browsers can reach the app only through a web server in front: the app itself speaks no https."""
        return self.is_https or self.proxies > 0

    @property
    def address(self) -> str:
        """The address to print for the user."""
        host = "127.0.0.1" if self.host == "localhost" else self.host
        return f"{self.url.rstrip('/')}/" if self.url else f"http://{_bracketed(host)}:{self.port}/"

    @property
    def database(self) -> Path:
        """The database file."""
        return self.data / "infoview.sqlite"

    @property
    def backups(self) -> Path:
        """The folder where the app keeps the backups it makes."""
        return self.data / "backups"

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the settings.

        Raises WrongSetting with one sentence that names the variable.
        """
        host = environ.get("HOST") or "127.0.0.1"
        proxies = _whole(environ, "INFOVIEW_PROXIES", 0, 0, 10)
        url = _url(environ)
        if url is None and (not _is_loopback(host) or proxies):
            raise WrongSetting(
                "INFOVIEW_URL must name the public address (like https://infoview.example.org) "
                "when HOST is not loopback or INFOVIEW_PROXIES is over 0."
            )
        key = environ.get("SECRET_KEY") or None
        if key is not None and (len(key) < MINIMUM_KEY or len(set(key)) < 6):
            raise WrongSetting(f"SECRET_KEY is too weak: use at least {MINIMUM_KEY} random characters.")
        return cls(
            host=host,
            port=_whole(environ, "PORT", 8000, 1, 65535),
            data=_data(environ),
            url=url,
            proxies=proxies,
            secret_key=key,
            mail_enabled=_whole(environ, "MAIL_ENABLED", 1, 0, 1) == 1,
            push_hosts=_origins(environ, "INFOVIEW_PUSH_HOSTS"),
        )


def _whole(environ: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = environ.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and len(text) < 8 and least <= int(text) <= most):
        raise WrongSetting(f"{name} must be a whole number from {least} to {most}, not {text[:40]!r}.")
    return int(text)


def _data(environ: Mapping[str, str]) -> Path:
    text = environ.get("INFOVIEW_DATA")
    folder = Path(text) if text else USUAL_DATA
    if os.path.exists(folder) and not os.path.isdir(folder):  # which, unlike Path.exists, never raise
        raise WrongSetting(f"INFOVIEW_DATA must be a folder; {folder} is not.")
    return folder.absolute()


def _url(environ: Mapping[str, str]) -> str | None:
    text = environ.get("INFOVIEW_URL")
    if not text:
        return None
    wrong = WrongSetting(f"INFOVIEW_URL must be an address like https://infoview.example.org, not {text[:80]!r}.")
    try:
        parts = urlsplit(text)
        _ = parts.port
        host = _ascii(parts.hostname or "")
    except ValueError:
        raise wrong from None
    if (
        parts.scheme not in ("http", "https")
        or not _PLAIN_HOST.fullmatch(host)
        or parts.query
        or parts.fragment
        or parts.username
    ):
        raise wrong
    if not _PLAIN_PATH.fullmatch(parts.path) or not text.isprintable() or " " in text:
        raise wrong
    return text.rstrip("/")


def _origins(environ: Mapping[str, str], name: str) -> frozenset[str]:
    """Read the names of hosts, or addresses without a path: as origins."""
    found = set()
    for text in environ.get(name, "").split():
        address = text if "://" in text else f"https://{text}"
        wrong = WrongSetting(f"{name} must name hosts like push.example.org, with spaces between, not {text[:80]!r}.")
        try:
            parts = urlsplit(address)
            port, host = parts.port, parts.hostname or ""
        except ValueError:
            raise wrong from None
        if parts.scheme not in ("http", "https") or not _PLAIN_HOST.fullmatch(host) or parts.path or parts.query:
            raise wrong
        found.add(f"{parts.scheme}://{_bracketed(host)}" + (f":{port}" if port not in (None, 443) else ""))
    return frozenset(found)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _ascii(host: str) -> str:
    """Return a host as it is written in headers. Raises UnicodeError, a ValueError, if it cannot be one."""
    return host.encode("idna").decode("ascii")


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
