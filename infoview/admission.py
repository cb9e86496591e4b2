"""Who may ask for what: the same origin, then a signed-in account, then a valid token, in this order."""

import string
from typing import Any
from urllib.parse import quote

from flask import Flask, current_app, g, make_response, render_template, request, url_for
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import BadHost, BadRequest, Forbidden

from infoview import clock
from infoview.accounts import devices
from infoview.accounts.forms import SignInForm
from infoview.db import set_owner
from infoview.i18n import _
from infoview.web import address, carried_json, go_to, here, is_partial, posted_fields

csrf = CSRFProtect()
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def set_up(app: Flask) -> None:
    """Let nobody in who does not belong."""
    csrf.init_app(app)
    app.before_request(_admit)


def _admit() -> Any:
    if not request.query_string.isascii():  # octets that should have come encoded, and cannot be read as they are
        request.query_string = quote(request.query_string, safe=string.printable).encode()
    if isinstance(request.routing_exception, BadHost):  # no page can be made: it would not know its own links
        return make_response(_("This address cannot be used this way."), 400, {"Content-Type": "text/plain"})
    if request.method not in SAFE_METHODS and not _is_same_origin():
        raise Forbidden(_("This request came from another site."))
    if None in request.form:  # a part without a name, which no form of ours sends
        raise BadRequest
    view = current_app.view_functions.get(request.endpoint or "")
    is_public = getattr(view, "is_public", request.endpoint == "static")
    if request.endpoint != "static":
        _recognize()
    if g.get("viewer") is None and not is_public:
        return _ask_to_sign_in()
    csrf.protect()
    return None


def _is_same_origin() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    # Behind a proxy both are the public address (mount.py). Without one, this machine may have more names than that.
    ours = (request.host_url.rstrip("/"), current_app.extensions["settings"].origin)
    return origin is None or origin in ours


def _recognize() -> None:
    """Make this request its account's, if its device is signed in."""
    g.viewer = devices.find(request.cookies.get(current_app.config["DEVICE_COOKIE"], ""), at=clock.now())
    if g.viewer is not None:
        viewer = g.viewer
        set_owner(viewer.account_id, language=viewer.language, zone=viewer.zone, nudges=viewer.nudges)


def _ask_to_sign_in() -> Any:
    """Ask for a sign-in. What was posted is carried through it, so that nothing typed is lost."""
    if request.method in SAFE_METHODS:
        return go_to(url_for("accounts.sign_in", next=None if here() == url_for("board.home") else here()))
    form = SignInForm(formdata=None, carried=carried_json(posted_fields(), address()))
    reply = make_response(render_template("accounts/sign_in.html", form=form, is_expired=True), 401)
    if is_partial():
        reply.headers["HX-Retarget"], reply.headers["HX-Reswap"] = "body", "outerHTML"
    return reply
