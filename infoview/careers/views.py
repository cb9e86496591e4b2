"""To be written."""

from flask import Blueprint

bp = Blueprint("careers", __name__)


@bp.get("/careers")
def list_careers() -> str:
    """Show."""
    return ""
