"""To be written."""

from flask import Blueprint

bp = Blueprint("people", __name__)


@bp.get("/people")
def list_contacts() -> str:
    """Show."""
    return ""


@bp.get("/contacts/new")
def new() -> str:
    """Show."""
    return ""
