"""Whether the app is alive, and where its front door is."""

from flask import Blueprint, Response
from sqlalchemy import select

from infoview.db import db
from infoview.models import Account
from infoview.web import public

bp = Blueprint("health", __name__)


@bp.get("/health")
@public
def check() -> Response:
    """Answer `ok` when the database answers."""
    db.session.scalar(select(Account.id).limit(1))
    return Response("ok\n", mimetype="text/plain")
