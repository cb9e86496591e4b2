"""To be written."""

from flask import Blueprint

bp = Blueprint("outreach", __name__)


@bp.get("/drafts")
def list_drafts() -> str:
    """Show."""
    return ""
