"""Which meeting a confirmation is about, where several are agreed on with one contact.

Messages do not say which meeting they were about: each confirmation was about the one whose turn it was.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from infoview.models.meeting import MeetingStatus, begins_at, ends_at
from infoview.outreach import stored


def in_order(rows: Sequence[Any]) -> list[Any]:
    """Return rows of meetings as they follow each other, whatever clock each is told by."""
    return sorted(rows, key=lambda row: (begins_at(row.day, row.start, row.zone), row.id))


def to_confirm(contact_id: int, meetings: Sequence[Any], *, now: datetime) -> Any:
    """Return the next meeting that is agreed on and was not confirmed since it was changed, of `meetings` in order.

    If all were confirmed it is the next one; None if there is none. No query for one meeting, two for several.
    """
    coming = [row for row in meetings if row.status is MeetingStatus.AGREED and end_of(row) > now]
    if len(coming) < 2:
        return next(iter(coming), None)
    changed = {row.row_id: row.at for row in stored.MEETING_CHANGES.rows(contact=contact_id)}
    told: dict[int, datetime] = {}
    for sent in stored.CONFIRMATIONS.rows(contact=contact_id):
        then = [row for row in meetings if _is_coming(row, sent.sent_at)]
        about = next((row for row in then if _is_untold(row.id, told, changed, sent.sent_at)), None)
        if about or then:
            told[(about or then[0]).id] = sent.sent_at
    return next((row for row in coming if _is_untold(row.id, told, changed, now)), coming[0])


def end_of(row: Any) -> datetime:
    """Return the instant a meeting ends."""
    return ends_at(row.day, row.start, row.minutes, row.zone, row.ended_at)


def _is_coming(row: Any, at: datetime) -> bool:
    return row.status is not MeetingStatus.PROPOSED and row.created_at <= at < end_of(row)


def _is_untold(meeting_id: int, told: dict[int, datetime], changed: dict[int, datetime], at: datetime) -> bool:
    """Whether nothing had been said of a meeting at that instant, or it was changed after."""
    said, since = told.get(meeting_id), changed.get(meeting_id)
    return said is None or (since is not None and said < since <= at)
