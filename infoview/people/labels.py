"""What is the same on every row of contacts: made once per page."""

from flask import url_for


def contact_path() -> str:
    """Return the address of a contact's page without the id."""
    return url_for("people.list_contacts").removesuffix("people") + "contacts/"
