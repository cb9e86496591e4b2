"""Keeping the answers to one-line questions where they belong: on the contact, the account or the meeting."""

from dataclasses import dataclass
from datetime import date, datetime

from infoview.accounts.actions import edit_profile
from infoview.clock import day_of
from infoview.db import db, describe
from infoview.errors import Invalid
from infoview.models import Account, Contact, Meeting, Stage
from infoview.models.contact import FoundBy, Permission
from infoview.models.meeting import MeetingStatus
from infoview.outreach.gathering import last_meeting
from infoview.people import actions as people


@dataclass(frozen=True, slots=True)
class Answers:
    """What the user answered; what they left empty was not answered."""

    found_by: FoundBy | None = None
    found_text: str = ""
    may_use_name: Permission | None = None
    career: str = ""
    background: str = ""
    my_name: str = ""
    address_as: str = ""
    learned: str = ""
    language: str | None = None


def keep(answers: Answers, contact: Contact, account: Account, *, at: datetime, today: date) -> None:
    """Keep each answer that was given. Raises Invalid for one that cannot be."""
    describe("answer")
    facts: people.AllFacts = {}
    if answers.found_text:
        facts |= _found(answers)
    if answers.may_use_name is not None:
        facts["may_use_name"] = answers.may_use_name
    if answers.career:
        facts["career"] = answers.career
    if answers.address_as:
        facts["address_as"] = answers.address_as
    if answers.language:
        facts["language"] = answers.language
    if facts:
        _edit(contact, facts, at)
    profile = {"background": answers.background, "name": answers.my_name}
    if given := {name: value for name, value in profile.items() if value}:
        edit_profile(account.id, given)
    if answers.learned:
        _note_learned(answers.learned, contact, account, at=at, today=today)


def _found(answers: Answers) -> people.AllFacts:
    """Return how the contact was found: for a referral, the line is the referrer's name."""
    if answers.found_by is FoundBy.REFERRED:
        return {"found_by": FoundBy.REFERRED, "referred_by": answers.found_text}
    return {"found_by": answers.found_by, "found_text": answers.found_text}


def _edit(contact: Contact, facts: people.AllFacts, at: datetime) -> None:
    try:
        people.edit_contact(contact, at=at, **facts)
    except Invalid as problem:
        field = "found_text" if problem.field == "referred_by" else problem.field
        raise Invalid(field, problem.message) from problem


def _note_learned(learned: str, contact: Contact, account: Account, *, at: datetime, today: date) -> None:
    """Note on the last conversation what was learned; if none is noted yet, it was on the day the card came to Met."""
    meeting = last_meeting(contact)
    if meeting is not None:
        meeting.learned = "\n".join(filter(None, (learned, meeting.learned)))
        meeting.version += 1
        return
    came_to_met = contact.stage_at if contact.stage is Stage.MET else None
    db.session.add(
        Meeting(
            contact_id=contact.id,
            career_id=contact.career_id,
            day=day_of(came_to_met, account.zone) if came_to_met else today,
            zone=account.zone,
            status=MeetingStatus.HELD,
            learned=learned,
            created_at=at,
        )
    )
