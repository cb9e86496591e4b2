"""Keeping the answers to one-line questions where they belong: on the contact, the account or the meeting."""

from dataclasses import dataclass
from datetime import date, datetime

from infoview.accounts.actions import edit_profile
from infoview.clock import day_of
from infoview.db import db, describe
from infoview.errors import Invalid, NotThere
from infoview.models import Account, Advice, Contact, Meeting, Stage
from infoview.models.contact import FoundBy, Permission
from infoview.models.meeting import MeetingStatus
from infoview.outreach.gathering import last_meeting
from infoview.people import actions as people

# Under what name the composer's form asks for a fact of the contact.
_FIELDS = {"referred_by": "found_text", "emails": "email"}


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
    email: str = ""
    done_advice: int | None = None


def keep(
    answers: Answers, contact: Contact, account: Account, *, at: datetime, today: date, about: Contact | None = None
) -> None:
    """Keep each answer that was given. Raises Invalid for one that cannot be, NotThere for advice that is not theirs.

    What was learned, and the career, are facts of the person the message is `about`, if there is one.
    """
    describe("answer")
    facts: people.AllFacts = {}
    if answers.found_text:
        facts |= _found(answers)
    if answers.may_use_name is not None:
        facts["may_use_name"] = answers.may_use_name
    if answers.career and about is not None:
        _edit(about, {"career": answers.career}, at)
    elif answers.career:
        facts["career"] = answers.career
    if answers.email:
        facts["emails"] = [answers.email, *(email.address for email in contact.emails)]
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
        _note_learned(answers.learned, about or contact, account, at=at, today=today)
    if answers.done_advice is not None:
        _note_done(answers.done_advice, contact, at)


def _found(answers: Answers) -> people.AllFacts:
    """Return how the contact was found: for a referral, the line is the referrer's name."""
    if answers.found_by is FoundBy.REFERRED:
        return {"found_by": FoundBy.REFERRED, "referred_by": answers.found_text}
    return {"found_by": answers.found_by, "found_text": answers.found_text}


def _edit(contact: Contact, facts: people.AllFacts, at: datetime) -> None:
    try:
        people.edit_contact(contact, at=at, **facts)
    except Invalid as problem:
        raise Invalid(_FIELDS.get(problem.field, problem.field), problem.message) from problem
    if "emails" in facts:
        db.session.expire(contact, ["emails"])  # whoever reads them next must find the new one


def _note_done(advice_id: int, contact: Contact, at: datetime) -> None:
    advice = db.get_row(Advice, advice_id)
    if advice.contact_id != contact.id:
        raise NotThere
    advice.done_at = advice.done_at or at


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
