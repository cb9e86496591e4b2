"""The calendar feed at its secret address, and the page on which that is made, made anew and closed."""

import hashlib
from typing import Any

from flask import Response, abort, g, make_response, render_template, request, url_for

from infoview import clock
from infoview.calendar.feeding import actions
from infoview.calendar.feeding.forms import BUSY, NAMES, FeedForm
from infoview.calendar.feeding.queries import find, note_read
from infoview.calendar.feeding.text import feed_text
from infoview.calendar.kinds import KINDS
from infoview.calendar.views import bp
from infoview.db import as_owner, db, settings, transaction, zone
from infoview.forms import Form
from infoview.i18n import _, age_words, full_day
from infoview.models import Account
from infoview.models.notification import Feed
from infoview.web import go_to, notify, public

__all__ = ["bp"]


@bp.get("/calendar/<token>.ics")
@public
def feed(token: str) -> Response:
    """Give what a feed holds to whoever knows its address. Nothing is known of them, and no cookie is set."""
    found, now = find(token), clock.now()
    if found is None:
        abort(404)
    page = _whole(url_for("people.list_contacts").removesuffix("people") + "contacts/")
    with as_owner(db.session.get_one(Account, found.account_id)):
        text = feed_text(found, now=now, zone=zone(), page=page).encode()
    note_read(found, at=now)
    response = make_response(text, 200, {"Content-Type": "text/calendar; charset=utf-8"})
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Disposition"] = "inline; filename=infoview.ics"
    response.set_etag(hashlib.sha256(text).hexdigest()[:32])
    response.make_conditional(request)
    return response


@bp.route("/calendar/feed", methods=["GET", "POST"])
def feed_settings() -> Any:
    """Show and change what the feed holds; without a feed, make its address."""
    mine = actions.feed_of(g.viewer.account_id)
    form, token = _form(mine), ""
    if request.method != "POST":
        return _page(form)
    if not form.validate():
        return _page(form), 422
    with transaction(once=form.once_key) as batch:
        batch.answer = url_for("calendar.feed_settings")
        mine = actions.feed_of(g.viewer.account_id)
        if mine is None:
            token, mine = actions.make_address(g.viewer.account_id, at=clock.now())
        actions.choose(mine, shows_names=form.shows.data == NAMES, kinds=form.kinds.data or [])
    if token:
        return _page(form, token)
    notify(_("Saved."))
    return go_to(batch.answer)


@bp.post("/calendar/feed/new")
def renew_feed() -> str:
    """Make a new address; the one before is dead at once. It is shown in this answer, and never again."""
    form = Form()
    with transaction(once=form.once_key) as batch:
        batch.answer = url_for("calendar.feed_settings")
        token, mine = actions.make_address(g.viewer.account_id, at=clock.now())
    return _page(_form(mine, is_posted=False), token)


@bp.post("/calendar/feed/close")
def close_feed() -> Response:
    """Close the feed: its address is dead at once."""
    with transaction():
        actions.close(g.viewer.account_id)
    notify(_("The feed is closed. Calendars that read it get nothing any more."))
    return go_to(url_for("calendar.feed_settings"))


def _form(mine: Feed | None, *, is_posted: bool = True) -> FeedForm:
    shown = {"shows": NAMES if mine is None or mine.shows_names else BUSY}
    kinds = list(KINDS) if mine is None else mine.kinds.split()
    return FeedForm(**shown, kinds=kinds) if is_posted else FeedForm(formdata=None, **shown, kinds=kinds)


def _page(form: FeedForm, token: str = "") -> str:
    mine, now = actions.feed_of(g.viewer.account_id), clock.now()
    address = _whole(url_for("calendar.feed", token=token)) if token else ""
    return render_template(
        "calendar/feed.html",
        form=form,
        kinds=[(kind, str(words), kind in (form.kinds.data or ())) for kind, words in KINDS.items()],
        has_feed=mine is not None,
        address=address,
        subscribe="webcal:" + address.partition(":")[2],
        made=full_day(clock.day_of(mine.made_at, zone())) if mine else "",
        read=age_words(now - mine.read_at) if mine and mine.read_at else "",
    )


def _whole(path: str) -> str:
    """Return the whole address of a page: the public one if it is set, else as this visitor reached it."""
    origin = settings().origin or request.host_url.rstrip("/")
    return f"{origin}{path}"
