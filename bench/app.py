"""The app as gunicorn serves it, with the floors beside it: what the least of pages costs through the same server."""

import json
from functools import cache

from flask import Blueprint, Flask, current_app, render_template
from markupsafe import Markup

import infoview
from infoview.web import public

bp = Blueprint("bench", __name__, template_folder="templates", url_prefix="/bench")


def create_app() -> Flask:
    """Return the app with its floors."""
    app = infoview.create_app()
    app.register_blueprint(bp)
    return app


@bp.get("/hello")
@public
def hello() -> str:
    return "hello"


@bp.get("/board/<name>")
@public
def board(name: str) -> str:
    """Show the same bytes as a board, from plain tuples through one template."""
    columns, end = _pieces(name)
    return render_template("bench/board.html", columns=columns, end=end)


@cache
def _pieces(name: str) -> tuple[list[tuple[Markup, list[tuple[str, ...]]]], Markup]:
    kept = json.loads((current_app.extensions["settings"].data / f"{name}.json").read_text())
    columns = [(Markup(frame), [tuple(card) for card in cards]) for frame, cards in kept["columns"]]
    return columns, Markup(kept["end"])
