"""Adding, changing and deleting careers."""

from datetime import datetime

from infoview import naming
from infoview.i18n import _
from infoview.models import Career


def add_career(name: str, *, notes: str = "", at: datetime) -> Career:
    """Add a career. Raises Invalid without a name, or if there is one of that name."""
    return naming.add(Career, name, notes=notes, at=at, taken=_taken())


def edit_career(career: Career, *, name: str, notes: str, version: int | None) -> None:
    """Change a career. Raises Invalid as `add_career` does, Stale if `version` is not the stored one."""
    naming.edit(career, name=name, notes=notes, version=version, taken=_taken())


def delete_career(career: Career, *, at: datetime) -> None:
    """Put a career into the trash; its contacts stay."""
    naming.delete(career, at=at)


def _taken() -> str:
    return _("There is a career with this name already.")
