"""How a migration runs: on the one connection handed in, with foreign keys and search away while tables are rebuilt.

With foreign_keys=ON a batch migration that rebuilds a parent table silently deletes every child row, so the
pragma is off during the upgrade, and every key is checked before it is committed. The search, whose triggers a
rebuilt table would lose, is made anew. All revisions are one transaction.
"""

from typing import Any

from alembic import context
from sqlalchemy import Connection

from infoview.errors import CannotStart
from infoview.migrations import search
from infoview.models import Base


def _is_ours(_thing: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    return not (kind == "table" and name is not None and "_fts" in name)


def _run(connection: Connection) -> None:
    driver: Any = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        with connection.execution_options(writing=True).begin():
            context.configure(  # inside: Alembic would commit after each revision if the transaction were not there yet
                connection=connection,
                target_metadata=Base.metadata,
                render_as_batch=True,
                include_object=_is_ours,
                on_version_apply=lambda **_: search.remove(
                    connection.exec_driver_sql
                ),  # the first revision installs it
            )
            search.remove(connection.exec_driver_sql)
            context.run_migrations()
            search.install(connection.exec_driver_sql)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise CannotStart(f"it would break {len(broken)} links between rows")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


_run(context.config.attributes["connection"])
