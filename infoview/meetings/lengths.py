"""How long conversations usually are: asked for in minutes nobody has to think twice about."""

from infoview.models.meeting import MeetingMode

USUAL = {
    MeetingMode.PHONE: 15,
    MeetingMode.VIDEO: 20,
    MeetingMode.COFFEE: 20,
    MeetingMode.WORKPLACE: 20,
    MeetingMode.OTHER: 20,
}
OTHERWISE = 20


def usual_minutes(mode: MeetingMode | None) -> int:
    """Return how long a conversation held that way usually is."""
    return USUAL[mode] if mode else OTHERWISE
