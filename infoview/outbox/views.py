"""The outbox, and the page of the mail server."""

from typing import Any

from flask import Blueprint, Response, g, render_template, request, url_for

from infoview import clock
from infoview.db import db, settings, transaction
from infoview.errors import Invalid, Refused, Stale
from infoview.i18n import _
from infoview.models import Account, Mail
from infoview.models.mail import Security
from infoview.outbox import actions, failures, postman, queries, sealing, servers
from infoview.outbox.forms import MailServerForm
from infoview.outbox.hosts import TLS, Usual, usual
from infoview.outbox.testing import send_test
from infoview.web import go_to, is_partial, local_path, notify

bp = Blueprint("outbox", __name__)


@bp.get("/outbox")
def list_mails() -> str:
    """Show what is on its way, what did not leave, and what left lately."""
    mails = queries.outbox(now=clock.now())
    return render_template("outbox/outbox.html", mails=mails, server=queries.server(), is_on=settings().mail_enabled)


@bp.get("/outbox/<int:mail_id>")
def show_mail(mail_id: int) -> str:
    """Show one mail, or to htmx how far it has got."""
    sending = queries.sending(mail_id)
    if is_partial():
        return render_template("outbox/sending.reply.html", sending=sending)
    return render_template("outbox/mail.html", sending=sending, mail=db.get_row(Mail, mail_id))


@bp.post("/outbox/<int:mail_id>/cancel")
def cancel(mail_id: int) -> Response:
    """Do not send a mail that waits."""
    with transaction():
        actions.cancel(db.get_row(Mail, mail_id), clock.now())
    return _done(_("It is not sent. The draft is open again."))


@bp.post("/outbox/<int:mail_id>/again")
def try_again(mail_id: int) -> Response:
    """Send a mail that did not leave once more."""
    with transaction():
        actions.try_again(db.get_row(Mail, mail_id), clock.now())
    postman.wake()
    return _done(_("It is tried again."))


@bp.post("/outbox/<int:mail_id>/went")
def keep_as_sent(mail_id: int) -> Response:
    """Take the user's word that a mail arrived."""
    with transaction() as batch:
        actions.settle(db.get_row(Mail, mail_id), went=True, at=clock.now())
    return _done(_("Kept as sent."), undo=batch.id)


@bp.post("/outbox/<int:mail_id>/back")
def back_to_draft(mail_id: int) -> Response:
    """Take the user's word that a mail did not leave: its draft is open again."""
    with transaction() as batch:
        actions.settle(db.get_row(Mail, mail_id), went=False, at=clock.now())
    return _done(_("The draft is open again."), undo=batch.id)


@bp.route("/mail-server", methods=["GET", "POST"])
def mail_server() -> Any:
    """Show and change how the user's mail is sent. The password is never shown."""
    form, status, theirs = _form(), 200, {}
    if request.method == "POST":
        status = 422
        if form.validate():
            try:
                with transaction(once=form.once_key):
                    _set_up(form)
                notify(_("Mail server saved. Send a test mail to see whether it works."))
                return go_to(url_for("outbox.mail_server"))
            except Invalid as problem:
                form.refuse(problem)
            except Stale as stale:
                status, theirs = 409, stale.theirs
    return _page(form, theirs=theirs), status


@bp.post("/mail-server/test")
def test() -> Any:
    """Send a test mail, and say what happened."""
    if not settings().mail_enabled:
        raise Refused(_("Sending is switched off on this server."))
    answer, is_sent = "", False
    try:
        to = send_test(db.session.get_one(Account, g.viewer.account_id).name)
        is_sent, words = True, _("The test mail is on its way to %(address)s. Check that it arrives.", address=to)
    except failures.Failure as failure:
        words, answer = failures.sentence(failure.reason), failure.answer
    except failures.Unknown:
        words = _("The connection broke at the very end. Check that the test mail arrives.")
    return _page(_form(as_stored=True), tested={"words": words, "answer": answer, "is_sent": is_sent})


@bp.post("/mail-server/remove")
def remove() -> Response:
    """Forget the mail server."""
    with transaction():
        servers.remove(at=clock.now())
    notify(_("The mail server is removed, and its password with it."))
    return go_to(url_for("outbox.mail_server"))


def _done(words: str, undo: str | None = None) -> Response:
    notify(words, undo=undo)
    return go_to(local_path(request.form.get("next")) or url_for("outbox.list_mails"))


def _form(*, as_stored: bool = False) -> MailServerForm:
    """Return the form: as it was posted, else filled with what is stored or usual."""
    server = servers.find()
    if server is not None:
        shown: dict[str, Any] = {name: getattr(server, name) for name in ("host", "security", "username", "sender")}
        port = server.port
    else:
        address = db.session.get_one(Account, g.viewer.account_id).email
        known = usual(address) or Usual("", *TLS)
        shown = {"host": known.host, "security": known.security, "username": address, "sender": address}
        port = known.port
    if as_stored:
        shown["formdata"] = None
    return MailServerForm(None, port=str(port), **shown)


def _set_up(form: MailServerForm) -> None:
    servers.set_up(
        host=form.host.data,
        port=form.port_number,
        security=Security(form.security.data),
        username=form.username.data or "",
        password=form.password.data or "",
        sender=form.sender.data,
        version=form.version.data or 0,
        at=clock.now(),
    )


def _page(form: MailServerForm, *, theirs: dict[str, object] | None = None, tested: Any = None) -> str:
    server = servers.find()
    return render_template(
        "outbox/mail_server.html",
        form=form,
        theirs=theirs or {},
        tested=tested,
        server=server,
        stored_version=server.version if server else 0,
        is_lost=server is not None and not sealing.can_open(server),
        password_hint=_password_hint(form, is_stored=server is not None and bool(server.sealed_password)),
        known=usual(form.sender.data or ""),
        is_on=settings().mail_enabled,
    )


def _password_hint(form: MailServerForm, *, is_stored: bool) -> str:
    if is_stored:
        return _("One is stored, sealed, and never shown. Leave this empty to keep it.")
    known = usual(form.sender.data or "")
    if known is not None and known.wants_app_password:
        return _(
            "Your provider wants an app password here: you make one in the security settings of your account there."
        )
    return _("Some providers want an app password here, made in the security settings of your account there.")
