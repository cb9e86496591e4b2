"""What came of an import, as its page shows it."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from infoview.db import zone
from infoview.i18n import _, full_day, ngettext
from infoview.models import Import
from infoview.models.importing import ImportState
from infoview.transfer.preview import Problems
from infoview.transfer.queries import Named
from infoview.transfer.records import Problem


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import has done; `kept` are people who stay after it was undone."""

    id: int
    filename: str
    is_undone: bool
    headline: str
    sentences: list[str]
    kept: list[Named]
    unreadable: Problems


def outcome(brought: Import) -> Outcome:
    """Return what an import has done, or that it was undone and who stays."""
    counts = brought.counts
    is_undone = brought.state is ImportState.UNDONE
    problems = [Problem(**problem) for problem in counts.get("problems", [])]
    return Outcome(
        id=brought.id,
        filename=brought.filename,
        is_undone=is_undone,
        headline=_removed(counts.get("removed", 0)) if is_undone else added(counts.get("added", 0)),
        sentences=[] if is_undone else _left_out(counts.get("known", 0), counts.get("unreadable", 0)),
        kept=[Named(**person) for person in counts.get("kept", [])],
        unreadable=Problems([], 0) if is_undone else Problems(problems, counts.get("unreadable", 0) - len(problems)),
    )


def one_line(brought: Import) -> str:
    """Return what an import brought and when, in one line."""
    at = (brought.confirmed_at or brought.created_at).astimezone(ZoneInfo(zone()))
    number = brought.counts.get("added", 0)
    return f"{full_day(at.date())} · {ngettext('%(num)s person', '%(num)s people', number)}"


def added(number: int) -> str:
    """Return in words how many people came in."""
    if not number:
        return _("Nobody was added.")
    return ngettext("%(num)s person is now in People.", "%(num)s people are now in People.", number)


def _removed(number: int) -> str:
    if not number:
        return _("Nobody was taken out.")
    return ngettext("%(num)s person was taken out again.", "%(num)s people were taken out again.", number)


def _left_out(known: int, unreadable: int) -> list[str]:
    sentences = []
    if known:
        sentences.append(
            ngettext(
                "%(num)s person was left out because you perhaps have them already.",
                "%(num)s people were left out because you perhaps have them already.",
                known,
            )
        )
    if unreadable:
        sentences.append(ngettext("%(num)s line could not be read.", "%(num)s lines could not be read.", unreadable))
    return sentences
