"""To be written."""

from flask import Blueprint

bp = Blueprint("organizations", __name__)


@bp.get("/organizations")
def list_organizations() -> str:
    """Show."""
    return ""
