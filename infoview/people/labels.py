"""What is the same on every row of contacts, made once; and rows as they are shown, most of which were shown before."""

from functools import lru_cache

from flask import current_app, url_for
from markupsafe import Markup

from infoview.people.listing import Row


def contact_path() -> str:
    """Return the address of a contact's page without the id."""
    return url_for("people.list_contacts").removesuffix("people") + "contacts/"


@lru_cache(500)
def shown(row: Row, path: str, pick: str, now: str) -> Markup:
    """Return the markup of a row. It says what it is given and nothing else, so it can be kept.

    `pick` and `now` are the words for picking it, and for beginning to talk with whom it shows; "" offers neither.
    """
    fragment = current_app.jinja_env.get_template("shared/_people.html").module
    return Markup(fragment.show_person(row=row, path=path, pick=pick, now=now))  # type: ignore[attr-defined]  # noqa: S704  (the template escapes)
