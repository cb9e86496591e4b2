"""The page of help."""

from flask import Blueprint, render_template

bp = Blueprint("help", __name__)


@bp.get("/help")
def show() -> str:
    """Show how messages are written and sent."""
    return render_template("help/help.html")
