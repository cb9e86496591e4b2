"""The way there: when to leave, or when to be ready for a call."""

from datetime import date, datetime, timedelta

from infoview.i18n import _, ngettext
from infoview.models.meeting import MeetingMode
from infoview.zones import both_at

CALLS = frozenset({MeetingMode.PHONE, MeetingMode.VIDEO})
TO_SPARE = timedelta(minutes=10)  # the guides: be there on time, or a little before
TO_SETTLE = timedelta(minutes=5)


def leave_at(starts_at: datetime, travel_minutes: int) -> datetime:
    """Return the instant to leave at, to be there a little before the start."""
    return starts_at - timedelta(minutes=travel_minutes) - TO_SPARE


def leave_words(
    starts_at: datetime | None, mode: MeetingMode | None, travel_minutes: int | None, zone: str, today: date
) -> str:
    """Return when to leave, or to be ready for a call, as clocks in the user's `zone` show it; "" if not known."""
    if starts_at is None:
        return ""
    if mode in CALLS:
        return _("Be ready %(when)s, five minutes before.", when=_when(starts_at - TO_SETTLE, zone, today))
    if travel_minutes is None:
        return ""
    return ngettext(
        "Leave %(when)s: %(num)s minute on the way, and ten to spare.",
        "Leave %(when)s: %(num)s minutes on the way, and ten to spare.",
        travel_minutes,
        when=_when(leave_at(starts_at, travel_minutes), zone, today),
    )


def _when(instant: datetime, zone: str, today: date) -> str:
    return both_at(instant, zone, zone, today=today)
