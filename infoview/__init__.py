"""infoview: informational interviews, from the first request to staying in touch."""

import os
from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from infoview import admission, i18n, limits, refusals, web
from infoview.config import Settings
from infoview.db import db
from infoview.mount import Mounted
from infoview.prepare import secret_key
from infoview.receiving import Received
from infoview.sqlite import database_url, engine_options

ROOT = Path(__file__).parent.parent


def create_app(settings: Settings | None = None) -> Flask:
    """Return the whole app, wired.

    `settings` default to the environment's. The folder, the key and the schema are made by `prepare` before.
    """
    settings = settings or Settings.from_environ(os.environ)
    app = Flask("infoview", root_path=str(ROOT), static_folder="static", template_folder="templates")
    cookies = _cookies(settings)
    app.config.update(
        SECRET_KEY=secret_key(settings),
        SQLALCHEMY_DATABASE_URI=database_url(settings.database),
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(),
        WTF_CSRF_CHECK_DEFAULT=False,  # admission.py checks, after the sign-in
        WTF_CSRF_TIME_LIMIT=None,  # a board may stay open over lunch
        WTF_CSRF_SSL_STRICT=False,  # admission.py compares origins
        SESSION_COOKIE_NAME=f"{cookies}infoview_form",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_PATH=settings.mount_path or "/",
        DEVICE_COOKIE=f"{cookies}infoview",
        APPLICATION_ROOT=settings.mount_path or "/",
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["settings"] = settings

    limits.set_up(app)
    db.init_app(app)
    i18n.set_up(app)
    web.set_up(app)
    admission.set_up(app)
    refusals.set_up(app)
    _register(app)

    origin = settings.origin if settings.is_fronted else None
    app.wsgi_app = Mounted(Received(app.wsgi_app), settings.mount_path, origin)  # type: ignore[method-assign]
    if settings.proxies:  # a proxy is believed about the visitor's address, and about nothing else
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=0)  # type: ignore[method-assign]
    return app


def _register(app: Flask) -> None:
    from infoview.accounts.views import bp as accounts
    from infoview.at_hand.views import bp as at_hand
    from infoview.board.views import bp as board
    from infoview.calendar.feeding.views import bp as calendar
    from infoview.careers.views import bp as careers
    from infoview.debriefs.views import bp as debriefs
    from infoview.first_steps.views import bp as first_steps
    from infoview.free_times.views import bp as free_times
    from infoview.health import bp as health
    from infoview.help.views import bp as help_pages
    from infoview.insights.views import bp as insights
    from infoview.invitations.views import bp as invitations
    from infoview.keeping_in_touch.views import bp as keeping_in_touch
    from infoview.ledger.views import bp as ledger
    from infoview.live.views import bp as live
    from infoview.logbook.views import bp as logbook
    from infoview.meetings.views import bp as meetings
    from infoview.message_templates.views import bp as message_templates
    from infoview.messages.views import bp as messages
    from infoview.on_the_spot.views import bp as on_the_spot
    from infoview.organizations.ten.views import bp as ten
    from infoview.organizations.views import bp as organizations
    from infoview.outbox.views import bp as outbox
    from infoview.outreach.leaving.views import bp as outreach
    from infoview.outreach.whom.views import bp as whom
    from infoview.own_reminders.views import bp as own_reminders
    from infoview.people.editing.views import bp as people
    from infoview.people.notes.views import bp as notes
    from infoview.people.opting.views import bp as opting
    from infoview.people.resting.views import bp as resting
    from infoview.preferences.views import bp as preferences
    from infoview.preparing.views import bp as preparing
    from infoview.pushing.views import bp as pushing
    from infoview.questions.learning.views import bp as questions
    from infoview.reminders.views import bp as reminders
    from infoview.replies.views import bp as replies
    from infoview.safekeeping.views import bp as safekeeping
    from infoview.sharing.views import bp as sharing
    from infoview.today.views import bp as today
    from infoview.transfer.views import bp as transfer

    for blueprint in (
        *(accounts, at_hand, pushing, first_steps, health, help_pages, preferences, safekeeping),
        *(board, careers, insights, organizations, ten, people, notes, opting, resting),
        *(debriefs, invitations, free_times, ledger, live, logbook, meetings, on_the_spot, preparing),
        *(calendar, keeping_in_touch, own_reminders, reminders, sharing, today),
        *(message_templates, messages, outbox, outreach, questions, replies, transfer, whom),
    ):
        app.register_blueprint(blueprint)


def _cookies(settings: Settings) -> str:
    """Return the prefix that lets a browser accept our cookies only as they were set."""
    if not settings.is_https:
        return ""
    return "__Secure-" if settings.mount_path else "__Host-"
