"""Pages of the account: the first one, signing in and out, profile, password, devices."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, g, make_response, render_template, request, session, url_for

from infoview import clock
from infoview.accounts import actions, devices, queries
from infoview.accounts.forms import PasswordForm, ProfileForm, SignInForm, WelcomeForm
from infoview.accounts.passwords import hash_password
from infoview.db import db, transaction
from infoview.errors import Invalid, Stale
from infoview.forms import Form
from infoview.i18n import _, best_language
from infoview.models import Account
from infoview.web import go_to, local_path, notify, public, uncarried

bp = Blueprint("accounts", __name__)


@bp.route("/welcome", methods=["GET", "POST"])
@public
def welcome() -> Any:
    """Make the first account with the printed code; afterwards there is no such page."""
    if not actions.has_no_account():
        abort(404)
    form, refused = WelcomeForm(), None
    if request.method == "POST" and form.validate():
        try:
            actions.count_attempt(f"address:{request.remote_addr}", actions.FAILURES_PER_ADDRESS, clock.now())
            password_hash = hash_password(form.password.data or "", about=(form.email.data, form.name.data))
            with transaction():
                account = actions.add_first_account(
                    code=form.code.data,
                    email=form.email.data,
                    name=form.name.data,
                    password_hash=password_hash,
                    language=best_language(request.headers.get("Accept-Language", "")),
                    zone=form.zone.data or "UTC",
                    at=clock.now(),
                )
                token = devices.sign_in(account, **_browser(), at=clock.now())
            return _signed_in(token, url_for("first_steps.show"))
        except Invalid as problem:
            refused = problem
    return _page("accounts/welcome.html", form, refused)


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Any:
    """Sign in, and go on where the user was going."""
    if request.method != "POST" and actions.has_no_account():
        return go_to(url_for("accounts.welcome"))
    if request.method != "POST" and g.viewer is not None:
        return go_to(url_for("board.home"))
    form, refused = SignInForm(next=request.args.get("next", "")), None
    if request.method == "POST" and form.validate():
        try:
            _account, token = actions.sign_in(
                email=form.email.data, password=form.password.data or "", **_browser(), at=clock.now()
            )
            return _after_sign_in(token, form)
        except Invalid as problem:
            refused = problem
    return _page("accounts/sign_in.html", form, refused, is_expired=False)


@bp.post("/sign-out")
def sign_out() -> Response:
    """Sign this device out."""
    with transaction():
        devices.sign_out(g.viewer.account_id, g.viewer.device_id)
    session.clear()
    reply = go_to(url_for("accounts.sign_in"))
    reply.delete_cookie(current_app.config["DEVICE_COOKIE"], **_cookie())
    return reply


@bp.route("/profile", methods=["GET", "POST"])
def profile() -> Any:
    """Show and change what messages say about the user."""
    account = queries.profile(g.viewer.account_id)
    form = ProfileForm(account)
    status, theirs = 200, {}
    if request.method == "POST":
        status = 422
        if form.validate():
            try:
                with transaction(once=form.once_key):
                    values = {name: getattr(form, name).data for name in actions.PROFILE}
                    account = actions.edit_profile(g.viewer.account_id, values, version=form.version.data)
                g.language = account.language
                notify(_("Profile saved."))
                return go_to(url_for("accounts.profile"))
            except Invalid as problem:
                form.refuse(problem)
            except Stale as stale:
                status, theirs = 409, stale.theirs
    pitch = form.pitch.data or ""
    page = render_template(
        "accounts/profile.html",
        form=form,
        theirs=theirs,
        stored_version=account.version,
        seconds=queries.reading_seconds(pitch),
        pitch_range=queries.PITCH_SECONDS,
        zones=actions.zones(),
    )
    return page, status


@bp.route("/password", methods=["GET", "POST"])
def password() -> Any:
    """Change the password; every other device is signed out."""
    form, refused = PasswordForm(), None
    if request.method == "POST" and form.validate():
        try:
            account = db.session.get_one(Account, g.viewer.account_id)
            actions.count_attempt(f"account:{account.email}", actions.FAILURES_PER_ACCOUNT, clock.now())
            new_hash = actions.check_new_password(
                account, present=form.password.data or "", new=form.new_password.data or ""
            )
            with transaction():
                actions.change_password(account.id, password_hash=new_hash)
                token = devices.sign_in(account, **_browser(), at=clock.now())
            notify(_("Password changed. Every other device is signed out."))
            return _signed_in(token, url_for("accounts.list_devices"))
        except Invalid as problem:
            refused = problem
    return _page("accounts/password.html", form, refused)


@bp.get("/devices")
def list_devices() -> str:
    """Show where the account is signed in."""
    rows = queries.devices(g.viewer.account_id, g.viewer.device_id, at=clock.now())
    return render_template("accounts/devices.html", devices=rows)


@bp.post("/devices/<int:device_id>/sign-out")
def sign_device_out(device_id: int) -> Response:
    """Sign one device of the account out."""
    if device_id not in {row.id for row in queries.devices(g.viewer.account_id, g.viewer.device_id, at=clock.now())}:
        abort(404)
    with transaction():
        devices.sign_out(g.viewer.account_id, device_id)
    notify(_("That device is signed out."))
    return go_to(url_for("accounts.list_devices"))


@bp.post("/theme")
@public
def choose_theme() -> Response:
    """Switch between light, dark and the system's own colours; kept in a cookie of this browser."""
    chosen = request.form.get("theme", "")
    reply = go_to(local_path(request.form.get("next")) or url_for("board.home"))
    if chosen in ("light", "dark"):
        reply.set_cookie("theme", chosen, max_age=365 * 86400, samesite="Lax", **_cookie())
    else:
        reply.delete_cookie("theme", **_cookie())
    return reply


def _page(template: str, form: Form, refused: Invalid | None, **more: Any) -> tuple[str, int]:
    """Show a form, with what was refused beside its field."""
    if refused is not None:
        form.refuse(refused)
    status = 429 if isinstance(refused, actions.TooManyAttempts) else 422 if request.method == "POST" else 200
    return render_template(template, form=form, **more), status


def _browser() -> dict[str, str]:
    return {"address": request.remote_addr or "", "browser": request.headers.get("User-Agent", "")}


def _after_sign_in(token: str, form: SignInForm) -> Response:
    """Go on: to the form that could not be sent, shown again unsaved, or to where the user was going."""
    carried = uncarried(form.carried.data or "")
    if carried is None:
        return _signed_in(token, local_path(form.next.data) or url_for("board.home"))
    path, fields = carried
    session.clear()
    page = render_template("accounts/unsaved.html", path=path, fields=fields)
    return _with_token(make_response(page), token)


def _signed_in(token: str, url: str) -> Response:
    kept = session.get("_flashes")
    session.clear()
    if kept:
        session["_flashes"] = kept
    return _with_token(go_to(url), token)


def _with_token(reply: Response, token: str) -> Response:
    seconds = int(devices.ABSOLUTE.total_seconds())
    reply.set_cookie(
        current_app.config["DEVICE_COOKIE"], token, max_age=seconds, httponly=True, samesite="Lax", **_cookie()
    )
    return reply


def _cookie() -> dict[str, Any]:
    config = current_app.config
    return {"path": config["SESSION_COOKIE_PATH"], "secure": config["SESSION_COOKIE_SECURE"]}
