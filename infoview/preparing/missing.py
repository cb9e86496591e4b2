"""What is still missing before a meeting, said once and calmly: nothing here is a must."""

from collections.abc import Iterator
from dataclasses import dataclass

from infoview.i18n import _, listed, ngettext
from infoview.models.meeting import MeetingMode, MeetingStatus
from infoview.organizations.research import NOTES
from infoview.preparing.actions import research_boxes
from infoview.preparing.queries import Subject
from infoview.preparing.ticks import Ticked
from infoview.preparing.way import CALLS
from infoview.questions.planned import FEWEST


@dataclass(frozen=True, slots=True)
class Missing:
    """Something to do yet, and where: a place on the page, or the `page` of a name, "" for this one."""

    words: str
    place: str = ""
    page: str = ""


def missing(about: Subject, *, questions: int, phone: str) -> list[Missing]:
    """Return what is missing, in the order of the page: nothing once the talk has begun, or is over."""
    if about.meeting.status is MeetingStatus.HELD or about.meeting.started_at is not None:
        return []
    return [*_facts(about, phone), *_research(about), *_words_to_say(about, questions), *_way(about)]


def is_found_out(about: Subject) -> dict[str, bool]:
    """Return of each thing to find out whether it is done: by a note, or ticked off by hand."""
    by_hand = Ticked(about.meeting)
    return {box.name: bool(box.value.strip()) or getattr(by_hand, box.name) for box in research_boxes(about)}


def _facts(about: Subject, phone: str) -> Iterator[Missing]:
    meeting = about.meeting
    if meeting.start is None:
        yield Missing(_("The time of day is not agreed yet."), page="meeting")
    if meeting.mode is None:
        yield Missing(_("It is open how you will talk."), page="meeting")
    elif meeting.mode is MeetingMode.VIDEO and not (meeting.link or meeting.place):
        yield Missing(_("There is no link for the call yet."), page="meeting")
    elif meeting.mode is MeetingMode.PHONE and not (phone or meeting.place):
        yield Missing(_("There is no phone number yet."), page="contact")
    elif meeting.mode not in CALLS and not meeting.place:
        yield Missing(_("The place is not noted yet."), page="meeting")


def _research(about: Subject) -> Iterator[Missing]:
    done = is_found_out(about)
    name = about.contact.address_as or about.contact.full_name
    if not done["person"]:
        yield Missing(_("Look up %(name)s: what have they done so far?", name=name), place="person")
    if about.organization is None:
        yield Missing(_("Where %(name)s works is not noted yet.", name=name), page="contact")
    elif left := [column for column in NOTES if not done[column]]:
        what = listed([str(NOTES[column][0]).lower() for column in left])
        organization = about.organization.name
        yield Missing(_("Look up %(organization)s: %(what)s.", organization=organization, what=what), place=left[0])
    if about.career is None:
        yield Missing(_("Say which work you want to learn about."), page="contact")
    elif not done["work"]:
        yield Missing(_("Read up on the work: what do you know already?"), place="work")


def _words_to_say(about: Subject, questions: int) -> Iterator[Missing]:
    if not about.account.pitch.strip():
        yield Missing(_("Write down how you introduce yourself."), place="pitch")
    if not questions:
        yield Missing(_("Pick three to six questions."), page="questions")
    elif questions < FEWEST:
        words = ngettext("Only %(num)s question is picked.", "Only %(num)s questions are picked.", questions)
        yield Missing(words, page="questions")


def _way(about: Subject) -> Iterator[Missing]:
    meeting = about.meeting
    if meeting.mode not in CALLS and meeting.mode is not None and meeting.travel_minutes is None:
        yield Missing(_("Find out how long the way takes."), place="travel_minutes")
