"""To be written."""

from flask import Blueprint

bp = Blueprint("board", __name__)


@bp.get("/board")
def show() -> str:
    """Show."""
    return ""


@bp.get("/")
def home() -> str:
    """Show."""
    return ""
