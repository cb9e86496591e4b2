"""On the home screen and without a connection; and what another page or program hands over."""

import hashlib
from functools import cache
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for

from infoview import clock
from infoview.at_hand import bookmarklet, queries, sharing
from infoview.db import settings
from infoview.errors import CannotStart
from infoview.i18n import _
from infoview.logs import log
from infoview.pushing.keys import public_key
from infoview.pushing.queries import browsers
from infoview.web import STATIC, go_to, notify, public

bp = Blueprint("at_hand", __name__)


@bp.get("/at-hand")
def show() -> str:
    """Show how to have the app at hand on this device, and which browsers take pushes."""
    return render_template(
        "at_hand/at_hand.html",
        browsers=browsers(at=clock.now()),
        key=_push_key(),
        bookmarklet=bookmarklet.code(url_for("at_hand.share", _external=True)),
        search=url_for("people.new", _external=True) + "?line=%s",
    )


def _push_key() -> str:
    """Return the key browsers ask for when they subscribe; "" if the one on this server cannot be used."""
    try:
        return public_key(settings())
    except CannotStart as problem:
        log.error("No browser can be told: %s", problem)
        return ""


@bp.get("/share")
def share() -> Response:
    """Take a page that was shared: to its contact if they are known, else to adding them, with what it tells."""
    shared = [request.args.get(name, "")[:2000] for name in ("title", "text", "url")]
    known = queries.known_by(sharing.link_of(*shared))
    if known is not None:
        notify(_("You know them already: here is %(name)s.", name=known.full_name))
        return go_to(url_for("people.show", contact_id=known.id))
    return go_to(url_for("people.new", line=sharing.line_of(*shared)))


@bp.get("/sw.js")
@public
def worker() -> Response:
    """Send the service worker; it changes with the offline page it keeps."""
    reply = make_response(f'const VERSION = "{_version(offline())}";\n{_worker()}')
    reply.headers["Content-Type"] = "text/javascript; charset=utf-8"
    reply.headers["Cache-Control"] = "no-cache"
    return reply


@bp.get("/offline")
@public
def offline() -> str:
    """Show the page that stands in while there is no connection: the same for everybody, kept by the browser."""
    return render_template("at_hand/offline.html")


def _version(page: Any) -> str:
    return hashlib.sha256(page.encode()).hexdigest()[:10]


@cache
def _worker() -> str:
    return (STATIC / "js" / "service-worker.js").read_text("utf-8")
