"""What meetings tell the rules of the next step: the one held last, the one to come, the one that was missed."""

from collections import defaultdict
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import case, func, or_, select

from infoview.db import zone
from infoview.i18n import clock_words
from infoview.kept import Kept
from infoview.many import AMONG
from infoview.models import Change, Meeting, MeetingQuestion
from infoview.models.meeting import WAITING, MeetingStatus, begins_at, ends_at
from infoview.zones import instant_of, wall_of

# When a meeting that waits was given another time: what they were told before is not true any more.
_TIME_CHANGED = (
    select(func.max(Change.at))
    .where(
        Change.contact_id == Meeting.contact_id,
        Change.row_table == Meeting.__tablename__,
        Change.row_id == Meeting.id,
        or_(*(func.json_type(Change.before, f"$.{name}").is_not(None) for name in ("day", "start", "zone"))),
    )
    .scalar_subquery()
)
_QUESTIONS = select(func.count(MeetingQuestion.id)).where(MeetingQuestion.meeting_id == Meeting.id).scalar_subquery()
_MEETINGS = Kept(
    select(
        *(Meeting.id, Meeting.contact_id, Meeting.status, Meeting.day, Meeting.start, Meeting.minutes, Meeting.zone),
        *(Meeting.started_at, Meeting.ended_at, Meeting.debriefed_at, Meeting.created_at),
        case((Meeting.sequence > 0, case((Meeting.status == MeetingStatus.AGREED, _TIME_CHANGED)))).label("changed_at"),
        case((Meeting.status == MeetingStatus.AGREED, _QUESTIONS), else_=0).label("questions"),
    )
    .where(Meeting.contact_id.in_(AMONG), Meeting.status != MeetingStatus.CANCELLED)
    .order_by(Meeting.day, Meeting.start)
)


def tell(ids: str, told: dict[int, dict[str, Any]], now: datetime) -> None:
    """Tell of the conversation held last, and of the one to come: one query."""
    coming: dict[int, list[tuple[datetime, Any]]] = defaultdict(list)
    for row in _MEETINGS.rows(ids=ids):
        end = ends_at(row.day, row.start, row.minutes, row.zone, row.ended_at)
        if row.status in WAITING:
            coming[row.contact_id].append((end, row))
        elif row.status is MeetingStatus.NO_SHOW:
            told[row.contact_id] |= {"missed_at": end, "missed_id": row.id}
        else:
            facts = told[row.contact_id]
            facts["met_at"], facts["met_id"] = min(end, now), row.id
            facts["met_from"] = begins_at(row.day, row.start, row.zone)
            facts["contact_at"] = max(facts["met_at"], facts.get("contact_at", facts["met_at"]))
            facts["is_unwritten"] = row.started_at is not None and row.debriefed_at is None
            facts.pop("missed_at", None)
            coming.pop(row.contact_id, None)  # what was to come before it has come
    here = zone()
    for contact_id, meetings in coming.items():
        first = min(meetings, key=partial(_rank, now))
        told[contact_id] |= _told_of(*first, here)
        over = [each for each in meetings if each is not first and _is_over(*each, now)]
        told[contact_id] |= _told_of_past(*max(over), here) if over else {}


def _rank(now: datetime, meeting: tuple[datetime, Any]) -> tuple[bool, bool, datetime]:
    """Return what puts the meeting that matters most first: one that is agreed on, and of those the next one."""
    end, row = meeting
    return row.status is not MeetingStatus.AGREED, end <= now, end


def _is_over(end: datetime, row: Any, now: datetime) -> bool:
    return row.status is MeetingStatus.AGREED and end <= now


def _told_of_past(end: datetime, row: Any, here: str) -> dict[str, Any]:
    """Return the facts about a meeting that was agreed on and is over, while another one is to come."""
    begins, wall = begins_at(row.day, row.start, row.zone), _wall(row, here)
    day = wall.date() if wall else row.day
    return {"past_id": row.id, "past_from": begins, "past_until": end, "past_day": day}


def _wall(row: Any, here: str) -> datetime | None:
    """Return when a meeting begins as the user's clocks show it, if its time is known."""
    return wall_of(instant_of(row.day, row.start, row.zone), here) if row.start else None


def _told_of(end: datetime, row: Any, here: str) -> dict[str, Any]:
    """Return the facts about a meeting that waits, its time as the user's clocks show it."""
    wall = _wall(row, here)
    return {
        "meets_id": row.id,
        "meets_from": begins_at(row.day, row.start, row.zone),
        "meets_until": end,
        "meets_day": wall.date() if wall else row.day,
        "meets_time": clock_words(wall.time()) if wall else "",
        "meets_status": row.status,
        "meets_noted_at": row.created_at,
        "meets_changed_at": row.changed_at,
        "meets_questions": row.questions,
        "talks_at": row.started_at,
        "talks_time": clock_words(wall_of(row.started_at, here).time()) if row.started_at else "",
    }
