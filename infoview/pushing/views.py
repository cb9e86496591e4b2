"""Which browsers take pushes: subscribing, a test, and taking one off the list."""

from flask import Blueprint, Response, g, request, url_for

from infoview import clock
from infoview.db import db, transaction
from infoview.errors import Refused
from infoview.i18n import _, ngettext
from infoview.models import Account, PushSubscription
from infoview.pushing import actions
from infoview.pushing.forms import SubscribeForm
from infoview.pushing.queries import browsers
from infoview.pushing.reasons import sentence
from infoview.pushing.sending import push_test
from infoview.reminders import watch
from infoview.web import notify, reply_or_redirect

bp = Blueprint("pushing", __name__)


@bp.post("/pushes")
def subscribe() -> Response:
    """Let this browser take pushes, and show the list."""
    form = SubscribeForm.checked()
    with transaction():
        actions.subscribe(
            endpoint=form.endpoint.data,
            p256dh=form.p256dh.data,
            auth=form.auth.data,
            browser=request.headers.get("User-Agent", ""),
            at=clock.now(),
        )
    return _show()


@bp.post("/pushes/<int:pushsubscription_id>/remove")
def unsubscribe(pushsubscription_id: int) -> Response:
    """Push to a browser no more."""
    with transaction():
        actions.unsubscribe(db.get_row(PushSubscription, pushsubscription_id))
    notify(_("That browser is told no more."))
    return _show()


@bp.post("/pushes/test")
def test() -> Response:
    """Push a test to every browser on the list, and say what became of it."""
    outcome = push_test(at=clock.now())
    if not (outcome.sent or outcome.gone or outcome.failed):
        raise Refused(_("No browser is told yet."))
    if outcome.sent:
        notify(
            ngettext(
                "A test is on its way to %(num)s browser.", "A test is on its way to %(num)s browsers.", outcome.sent
            )
        )
    if outcome.reason:
        notify(sentence(outcome.reason))
    return _show()


def _show() -> Response:
    watch.look(db.session.get_one(Account, g.viewer.account_id), at=clock.now())
    return reply_or_redirect("pushing/list.reply.html", url_for("at_hand.show"), browsers=browsers(at=clock.now()))
