"""Keeping what is prepared, each text in the row it belongs to."""

from infoview.boxes import Box, Outcome, Typed, keep
from infoview.organizations import research
from infoview.preparing.bringing import suggestions
from infoview.preparing.pitch import PitchBox
from infoview.preparing.queries import Subject
from infoview.preparing.ticks import tick_box

LONGEST_WAY = 600  # minutes


def boxes(about: Subject) -> list[Box]:
    """Return every box of the page: texts, and what is ticked off by hand."""
    meeting = about.meeting
    found = [
        PitchBox("pitch", about.account, "pitch"),
        Box("bring", meeting, "bring"),
        Box("offer", meeting, "offer"),
        Box("directions", meeting, "directions"),
        Box("travel_minutes", meeting, "travel_minutes", int, least=0, most=LONGEST_WAY),
        *(tick_box(meeting, f"bring-{word}") for word, _words in suggestions(meeting.mode)),
    ]
    for box in research_boxes(about):
        found += [box, tick_box(meeting, box.name)]
    return found


def research_boxes(about: Subject) -> list[Box]:
    """Return the boxes for what there is to find out: about the person, where they work, and the work."""
    found = [Box("person", about.contact, "research")]
    if about.organization is not None:
        found += research.note_boxes(about.organization)
    if about.career is not None:
        found.append(Box("work", about.career, "research"))
    return found


def save(about: Subject, typed: Typed) -> Outcome:
    """Keep what was typed. The introduction belongs to the profile: one that is open elsewhere is stale then."""
    before = about.account.pitch
    outcome = keep(boxes(about), typed)
    if about.account.pitch != before:
        about.account.version += 1
    return outcome
