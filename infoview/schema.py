"""The revisions of the schema, and the way to the newest.

A start that has nothing to migrate must not wait for Alembic to be loaded: a fifth of a second.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent / "migrations"


def revisions() -> list[str]:
    """Return the revisions this version knows, the newest last: each is the number its file begins with."""
    return sorted(path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*_*.py"))


def bring_up(connection: Connection) -> None:
    """Bring the database of this connection to the newest revision, or leave it as it was."""
    from alembic import command

    command.upgrade(alembic_config(connection), "head")


def alembic_config(connection: Connection) -> "Config":
    """Return Alembic's configuration for this connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
