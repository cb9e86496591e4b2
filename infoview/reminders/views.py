"""The page "Are my reminders working?"."""

from threading import Event
from typing import Any

from flask import Blueprint, Response, g, render_template, request, url_for

from infoview import clock
from infoview.db import db, transaction
from infoview.errors import Invalid, Stale
from infoview.i18n import _
from infoview.models import Account, Notification
from infoview.models.mail import MailState
from infoview.outbox.failures import sentence
from infoview.reminders import actions, queries, sending, watch
from infoview.reminders.forms import ABOUT, RemindersForm
from infoview.web import go_to, notify

bp = Blueprint("reminders", __name__)


@bp.app_context_processor
def _offer_trouble() -> dict[str, Any]:
    """Let every page say what is wrong with the reminders."""
    return {"reminders_trouble": trouble}


def trouble() -> str:
    """Return what is wrong with the reminders of whoever is served, in words; "" on the page that says more."""
    viewer = g.get("viewer")
    if viewer is None or request.endpoint == "reminders.show":
        return ""
    return watch.sentence(watch.seen(viewer.account_id))


@bp.get("/reminders")
def show() -> str:
    """Show whether reminders work, what was sent, and when there will be some."""
    return _page(_form(_account()))


@bp.post("/reminders")
def edit() -> Any:
    """Keep when and about what to remind."""
    form, status = _form(_account()), 422
    if form.validate():
        try:
            with transaction(once=form.once_key) as batch:
                batch.answer = url_for("reminders.show")
                actions.edit_settings(
                    _account(),
                    hour=form.digest_hour.data,
                    kinds_on=form.kinds_on.data or [],
                    version=form.version.data,
                )
            notify(_("Settings saved."))
            return go_to(url_for("reminders.show"))
        except Invalid as problem:
            form.refuse(problem)
        except Stale as stale:
            status = 409
            form.general.append(stale.message + " " + _("What you save now is kept."))
    return _page(form), status


@bp.post("/reminders/test")
def test() -> Response:
    """Send a reminder that is a test, the way all others go, and say what became of it."""
    with transaction():
        test_id = actions.begin_test(at=clock.now())
    sending.send(test_id, Event())
    return _done(_told(db.get_row(Notification, test_id)))


@bp.post("/reminders/go-on")
def go_on() -> Response:
    """Let reminders go on that were held."""
    with transaction():
        actions.go_on(_account(), at=clock.now())
    return _done(_("Reminders go on."))


@bp.post("/reminders/<int:notification_id>/again")
def try_again(notification_id: int) -> Response:
    """Send a reminder once more that did not leave, or perhaps did not."""
    with transaction():
        actions.try_again(db.get_row(Notification, notification_id), at=clock.now())
    return _done(_("It is tried again within a minute."))


def _done(words: str) -> Response:
    watch.look(_account(), at=clock.now())
    notify(words)
    return go_to(url_for("reminders.show"))


def _told(tested: Notification) -> str:
    if tested.state is MailState.SENT:
        return _("The test is on its way to %(address)s. Check that it arrives.", address=_account().email)
    if tested.state is MailState.UNKNOWN:
        return _("The connection broke at the very end. Check that the test arrives.")
    return " ".join(filter(None, (_("The test was not sent."), sentence(tested.reason))))


def _account() -> Account:
    return db.session.get_one(Account, g.viewer.account_id)


def _form(account: Account) -> RemindersForm:
    off = account.reminders_off.split()
    kinds_on = [kind.value for kind in actions.KINDS if kind.value not in off]
    return RemindersForm(digest_hour=account.digest_hour, kinds_on=kinds_on)


def _page(form: RemindersForm) -> str:
    account = _account()
    kinds = [(kind.value, words, kind.value in (form.kinds_on.data or ())) for kind, words in ABOUT.items()]
    state = queries.page(account, at=clock.now())
    return render_template(
        "reminders/reminders.html", form=form, kinds=kinds, state=state, stored_version=account.version
    )
