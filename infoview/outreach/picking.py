"""What the app picks for the user, each with its reason: the kind of a message, its route, its channel."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from infoview.i18n import _
from infoview.models import Contact, Stage
from infoview.models.contact import ClosedReason
from infoview.models.message import Channel, MessageKind, Route
from infoview.outreach.facts import Facts
from infoview.outreach.routes import route_for
from infoview.today.next_step import Step

T = TypeVar("T")

WRITTEN = (Channel.EMAIL, Channel.LINKEDIN, Channel.LETTER)

# What is said and not written: thanks and news are kinder on paper, where nobody is interrupted.
_SPOKEN = frozenset(
    {MessageKind.REQUEST, MessageKind.NUDGE, MessageKind.CONFIRMATION, MessageKind.INTRODUCTION},
)


@dataclass(frozen=True, slots=True)
class Picked(Generic[T]):
    """What was picked, and why: a short sentence for the user."""

    value: T
    why: str


def channels_for(kind: MessageKind) -> tuple[Channel, ...]:
    """Return the channels that have wordings for a kind of message."""
    return (*WRITTEN, Channel.PHONE) if kind in _SPOKEN else WRITTEN


def pick_route(facts: Facts) -> Picked[Route]:
    """Return the warmest route a request to this contact can take."""
    route = route_for(facts)
    return Picked(route, _why_route(route, facts))


def pick_channel(
    kind: MessageKind, *, has_email: bool, has_linkedin: bool, has_phone: bool, last: Channel | None
) -> Picked[Channel]:
    """Return how such a message travels best: as the last one did, else the way that is known.

    `last` is the channel of the last message to them, or from them.
    """
    if last is not None and last in channels_for(kind):
        return Picked(last, _why_again(last))
    if has_email:
        return Picked(Channel.EMAIL, _("You have their e-mail address, and an e-mail leaves them time to think."))
    if has_linkedin:
        return Picked(Channel.LINKEDIN, _("There is no e-mail address yet, but a LinkedIn profile."))
    if has_phone and kind in _SPOKEN:
        return Picked(Channel.PHONE, _("There is no e-mail address yet, but a phone number."))
    return Picked(Channel.EMAIL, _("No address is known yet. An e-mail leaves them time to think."))


def pick_kind(contact: Contact, step: Step | None, *, has_agreed_meeting: bool) -> Picked[MessageKind]:
    """Return what to write to a contact now, by what is due; without that, by where their card stands."""
    is_thanked = contact.stage in (Stage.THANKED, Stage.IN_TOUCH)  # what is yet to be written up needs no second one
    by_rule = _by_rule(step.rule if step and not (is_thanked and step.rule == "write-up") else "")
    if by_rule:
        return by_rule
    if contact.closed_at is not None and contact.closed_reason is ClosedReason.DECLINED:
        return _reply_to_no()
    if has_agreed_meeting:
        return _confirmation()
    return _by_stage(contact.stage)


def lacks_ground(kind: MessageKind, contact: Contact, facts: Facts) -> str:
    """Return what a message of this kind refers to that is not noted, in a sentence, or an empty text.

    A card that stands in Requested or Met, or later, says enough.
    """
    rank = contact.stage.rank if contact.stage else -1
    if kind is MessageKind.NUDGE and not facts.asked.when and rank < Stage.REQUESTED.rank:
        return _("There is no request to them here yet: a nudge refers to one.")
    speaks_of_a_talk = kind in (MessageKind.THANK_YOU, MessageKind.UPDATE)
    if speaks_of_a_talk and not facts.meeting.when and rank < Stage.MET.rank:
        return _("No conversation with them is noted here: this message speaks of one.")
    return ""


def _by_rule(rule: str) -> Picked[MessageKind] | None:
    match rule:
        case "said-no" | "said-no-thanked":
            return _reply_to_no()
        case "nudge":
            return Picked(MessageKind.NUDGE, _("Your request has had no answer yet. One reminder is fine."))
        case "ask-another":
            return Picked(MessageKind.NUDGE, _("They have not answered. Asking somebody else may take you further."))
        case "said-later":
            return Picked(MessageKind.NUDGE, _("They asked for later: this picks it up again."))
        case "answered":
            return Picked(MessageKind.CONFIRMATION, _("They wrote back: if it is a yes, confirm when and where."))
        case "agree":
            return Picked(MessageKind.CONFIRMATION, _("They said yes: confirm when and where."))
        case "confirm" | "meets" | "talking":
            return _confirmation()
        case "write-up" | "thank":
            return Picked(MessageKind.THANK_YOU, _("You have talked: a thank-you within two days is best."))
        case "thanked" | "touch":
            return Picked(MessageKind.UPDATE, _("They gave you their time: tell them what came of it."))
    return None


def _by_stage(stage: Stage | None) -> Picked[MessageKind]:
    if stage is None or stage is Stage.IDENTIFIED:
        return Picked(MessageKind.REQUEST, _("You have not asked them yet."))
    if stage is Stage.REQUESTED:
        return Picked(MessageKind.NUDGE, _("You have asked, and there is no answer yet."))
    if stage is Stage.MET:
        return Picked(MessageKind.THANK_YOU, _("You have talked: a thank-you within two days is best."))
    return Picked(MessageKind.UPDATE, _("They gave you their time: tell them what came of it."))


def _confirmation() -> Picked[MessageKind]:
    return Picked(MessageKind.CONFIRMATION, _("You have agreed to meet: a line makes sure you both know when."))


def _reply_to_no() -> Picked[MessageKind]:
    return Picked(MessageKind.REPLY_TO_NO, _("They said no: a short thank-you keeps the door open."))


def _why_route(route: Route, facts: Facts) -> str:
    name = facts.contact.short_name or facts.contact.name or _("This person")
    match route:
        case Route.REFERRED if facts.contact.referrer:
            return _("%(name)s suggested them, and you may use their name.", name=facts.contact.referrer)
        case Route.REFERRED:
            return _("Somebody suggested them. The message names nobody until you have a yes.")
        case Route.SHARED if facts.found.same_school:
            return _("You and %(name)s went to the same school.", name=name)
        case Route.SHARED:
            return _("You and %(name)s have worked for the same employer.", name=name)
        case Route.EVENT:
            return _("You have met %(name)s at an event.", name=name)
        case Route.COLD:
            return _("You have no school, employer or friend in common, so the message says how you found them.")


def _why_again(channel: Channel) -> str:
    match channel:
        case Channel.LINKEDIN:
            return _("You last wrote to each other on LinkedIn.")
        case Channel.PHONE:
            return _("You last spoke on the phone.")
        case Channel.LETTER:
            return _("You last wrote a letter.")
        case _:
            return _("You last wrote to each other by e-mail.")
