"""What every answer has in common: headers, replies, notices, and typed text that must not be lost."""

import gzip
import hashlib
import json
import mimetypes
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import (
    Flask,
    Response,
    flash,
    g,
    get_flashed_messages,
    make_response,
    render_template,
    request,
    url_for,
)
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup
from werkzeug.routing import BaseConverter
from werkzeug.urls import iri_to_uri

from infoview.boxes import Outcome
from infoview.i18n import _, language
from infoview.lean import lean
from infoview.text import clean

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}
NEVER_CARRIED = frozenset({"csrf_token", "password", "new_password", "code"})
SHORTEST_COMPRESSED = 150
STATIC = Path(__file__).parent.parent / "static"
COMPRESSED = frozenset({"text/html", "text/css", "text/javascript", "image/svg+xml", "application/json"})
_fixed: dict[tuple[str, ...], Markup] = {}
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence that tells what was just done; `undo` is the batch that can be undone."""

    text: str
    undo: str | None = None


class IdConverter(BaseConverter):
    """A row's id in a path. A number that SQLite cannot hold is 0, the id that no row has: a page not there."""

    regex = r"[0-9]{1,400}"

    def to_python(self, value: str) -> int:
        """Return the id."""
        return int(value) if len(value) < 19 else 0


def public(view: View) -> View:
    """Mark a view that needs no sign-in. There are few, and a test knows them all."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


# --- replies ----------------------------------------------------------------------------------------


def is_partial() -> bool:
    """Whether htmx asks for a part of a page. Going back and full loads are not partial."""
    return request.headers.get("HX-Request-Type") == "partial"


def notify(text: str, undo: str | None = None) -> None:
    """Tell the user what was done: in this reply if it is partial, else on the next page."""
    if is_partial():
        g.setdefault("notices", []).append(Notice(text, undo))
    else:
        flash(text, undo or "")


def notices() -> list[Notice]:
    """Return the notices to show in this answer; each is shown once."""
    shown: list[Notice] = g.pop("notices", [])
    return shown + [Notice(str(kept[1]), kept[0] or None) for kept in get_flashed_messages(with_categories=True)]


def go_to(url: str) -> Response:
    """Send the browser to another page of the app.

    htmx follows a plain redirect by itself and would swap the page into a part, so it is told instead.
    """
    if not is_partial():
        return make_response("", 303, {"Location": url})
    _tell_later()
    return make_response("", 200, {"HX-Redirect": iri_to_uri(url)})


def _tell_later() -> None:
    """Leave what was to be told in this reply to the next page: nobody would see it here."""
    for notice in g.pop("notices", []):
        flash(notice.text, notice.undo or "")


def reply_or_redirect(template: str, url: str, **context: Any) -> Response:
    """Answer an act: with the changed regions to htmx, with a redirect to `url` to everyone else."""
    if not is_partial():
        return go_to(url)
    return make_response(render_template(template, **context) + render_template("shared/notices.reply.html"))


def posted_boxes() -> dict[str, list[str]]:
    """Return the posted form as `boxes.keep` takes it: every name with all its values."""
    return request.form.to_dict(flat=False)


def saved_reply(outcome: Outcome, url: str, page: Callable[[], str]) -> Response:
    """Answer what was saved while it was typed: in data to the script that sent it.

    Without a script go to `url`; or show `page` again with what stands in the way, if something does.
    """
    if is_partial():
        _tell_later()
        return make_response(asdict(outcome), outcome.status)
    return go_to(url) if outcome.is_whole else make_response(page(), outcome.status)


def local_path(target: str | None) -> str | None:
    """Return `target` if it is a path of this app, else None: nobody is sent elsewhere."""
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return None
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc and target.isprintable() else None


def here() -> str:
    """Return the page the user is on, as a path of this app: where undo and sign-in lead back to."""
    try:
        shown = urlsplit(request.headers.get("HX-Current-URL", "")) if is_partial() else None
    except ValueError:
        shown = None
    if shown is not None and shown.path:
        return shown.path + (f"?{shown.query}" if shown.query else "")
    return address()


def address() -> str:
    """Return what was asked for, as a path of this app."""
    query = request.query_string.decode("utf-8", "replace")
    return this_path() + (f"?{query}" if query else "")


def this_path() -> str:
    """Return the path that was asked for, as a path of this app: where a form posts back to."""
    return request.script_root + request.path


def theme() -> str | None:
    """Return the theme chosen in this browser: "light", "dark", or None for the system's."""
    chosen = request.cookies.get("theme")
    return chosen if chosen in ("light", "dark") else None


def themes() -> list[tuple[str, str, str]]:
    """Return the themes there are, each with its icon and its name."""
    system = ("", "theme", _("Colours of the system"))
    return [system, ("light", "sun", _("Light colours")), ("dark", "moon", _("Dark colours"))]


def posted_fields() -> list[tuple[str, str]]:
    """Return what was typed into the posted form, without secrets and files."""
    return [(name, value) for name, value in request.form.items(multi=True) if name not in NEVER_CARRIED]


def carried_json(fields: list[tuple[str, str]], path: str) -> str:
    """Return typed fields as one text, to be carried through a sign-in."""
    return json.dumps({"path": path, "fields": fields})


def uncarried(text: str) -> tuple[str, list[tuple[str, str]]] | None:
    """Return path and fields from `carried_json`, or None if the text is not such a thing."""
    try:
        carried = json.loads(text)
        path = local_path(str(carried["path"]))
        fields = [(clean(str(name)), clean(str(value))) for name, value in carried["fields"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return (path, fields) if path else None


# --- set-up -----------------------------------------------------------------------------------------


def set_up(app: Flask) -> None:
    """Give `app` its headers, filters and the names templates use."""
    mimetypes.add_type("image/webp", ".webp")  # unknown to older Pythons
    mimetypes.add_type("application/manifest+json", ".webmanifest")
    app.url_map.converters["int"] = IdConverter
    app.after_request(_finish)
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.globals.update(
        asset=asset,
        box_scripts=box_scripts,
        csrf_token=generate_csrf,
        fixed=fixed,
        here=here,
        language=language,
        notices=notices,
        theme=theme,
        themes=themes,
        url_for=link,
    )


def _finish(response: Response) -> Response:
    response.headers.update(HEADERS)
    if request.endpoint == "static":
        if request.args.get("v"):
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response.headers.setdefault("Cache-Control", "no-store")
        response.vary.update(("HX-Request-Type", "Cookie"))
    return _compress(response)


def _compress(response: Response) -> Response:
    """Compress what is worth it.

    A page that echoes a search text beside its token is left as it is: its size would tell about the token.
    """
    is_echo = bool(request.args) and request.endpoint != "static"
    if (
        "gzip" not in request.headers.get("Accept-Encoding", "")
        or response.mimetype not in COMPRESSED
        or response.status_code != 200
        or is_echo
        or request.method not in ("GET", "POST")
    ):
        return response
    response.direct_passthrough = False
    data = response.get_data()
    if len(data) > SHORTEST_COMPRESSED:
        is_file = request.endpoint == "static"
        response.set_data(
            _compressed_file(data, response.mimetype) if is_file else gzip.compress(data, compresslevel=1, mtime=0)
        )
        response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
    return response


@lru_cache(100)
def _compressed_file(data: bytes, mimetype: str) -> bytes:
    """Return a file as small as it gets: it is asked for often and never changes."""
    return gzip.compress(lean(data, mimetype), compresslevel=9, mtime=0)


def asset(path: str) -> str:
    """Return the address of a static file, which changes when the file does."""
    return request.script_root + _versioned(path)


def box_scripts() -> str:
    """Return the addresses of the scripts that save boxes while they are typed in, in their order."""
    names = ("boxes-kept", "boxes-posting", "boxes-sending", "boxes-answers", "boxes-leaving", "boxes")
    return " ".join(asset(f"js/{name}.js") for name in names)


def link(endpoint: str, **values: Any) -> str:
    """Return the address of a page; one in which only the mount varies is built once. A page has thirty such links."""
    return url_for(endpoint, **values) if values else request.script_root + _path(endpoint)


def fixed(template: str, place: str = "", **same: Any) -> Markup:
    """Return a part of a page that is the same for everybody who reads one language, rendered once.

    `place` is where on the site it stands, if it says so.
    """
    key = (template, place, language(), request.script_root)
    if key not in _fixed:
        _fixed[key] = Markup(render_template(template, place=place, **same))  # noqa: S704  (rendered, so escaped)
    return _fixed[key]


@cache
def _versioned(path: str) -> str:
    return f"/static/{path}?v={hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:10]}"


@cache
def _path(endpoint: str) -> str:
    return url_for(endpoint).removeprefix(request.script_root)
