"""What the app picks, and the reason it gives."""

import pytest

from infoview.models import Contact, Stage
from infoview.models.contact import ClosedReason, FoundBy
from infoview.models.message import Channel, MessageKind, Route
from infoview.outreach.facts import Asked, Facts, Found, Met, Recipient
from infoview.outreach.picking import channels_for, lacks_ground, pick_channel, pick_kind, pick_route
from infoview.outreach.routes import KINDS
from infoview.today.next_step import Step


@pytest.fixture(autouse=True)
def _in_english(app):
    with app.app_context():
        yield


@pytest.mark.parametrize(
    ("contact", "found", "route", "why"),
    [
        (
            Recipient(referrer="Mary Somerville", is_referred=True),
            Found(),
            Route.REFERRED,
            "Mary Somerville suggested them, and you may use their name.",
        ),
        (
            Recipient(is_referred=True, unasked_referrer="Mary Somerville"),
            Found(),
            Route.REFERRED,
            "Somebody suggested them. The message names nobody until you have a yes.",
        ),
        (
            Recipient(short_name="Ada"),
            Found(FoundBy.SCHOOL),
            Route.SHARED,
            "You and Ada went to the same school.",
        ),
        (
            Recipient(short_name="Ada"),
            Found(FoundBy.EMPLOYER),
            Route.SHARED,
            "You and Ada have worked for the same employer.",
        ),
        (Recipient(name="Ada Byron"), Found(FoundBy.EVENT), Route.EVENT, "You have met Ada Byron at an event."),
        (
            Recipient(),
            Found(FoundBy.WEB),
            Route.COLD,
            "You have no school, employer or friend in common, so the message says how you found them.",
        ),
    ],
)
def test_a_route_is_picked_with_its_reason(contact, found, route, why):
    picked = pick_route(Facts(contact=contact, found=found))

    assert (picked.value, picked.why) == (route, why)


NOTHING = {"has_email": False, "has_linkedin": False, "has_phone": False, "last": None}


@pytest.mark.parametrize(
    ("kind", "known", "channel", "why"),
    [
        (MessageKind.REQUEST, {"has_email": True, "has_linkedin": True}, Channel.EMAIL, "e-mail address"),
        (MessageKind.REQUEST, {"has_linkedin": True, "has_phone": True}, Channel.LINKEDIN, "but a LinkedIn profile"),
        (MessageKind.REQUEST, {"has_phone": True}, Channel.PHONE, "but a phone number"),
        (MessageKind.THANK_YOU, {"has_phone": True}, Channel.EMAIL, "No address is known yet"),
        (MessageKind.REQUEST, {}, Channel.EMAIL, "No address is known yet"),
        (MessageKind.NUDGE, {"has_email": True, "last": Channel.LINKEDIN}, Channel.LINKEDIN, "last wrote"),
        (MessageKind.NUDGE, {"has_email": True, "last": Channel.PHONE}, Channel.PHONE, "last spoke"),
        (MessageKind.THANK_YOU, {"has_email": True, "last": Channel.PHONE}, Channel.EMAIL, "e-mail address"),
        (MessageKind.UPDATE, {"has_email": True, "last": Channel.LETTER}, Channel.LETTER, "letter"),
        (MessageKind.UPDATE, {"has_linkedin": True, "last": Channel.IN_PERSON}, Channel.LINKEDIN, "LinkedIn"),
    ],
)
def test_a_channel_is_picked_with_its_reason(kind, known, channel, why):
    picked = pick_channel(kind, **NOTHING | known)

    assert picked.value is channel
    assert why in picked.why


def test_thanks_and_news_are_not_for_the_phone():
    assert {kind for kind in KINDS if Channel.PHONE in channels_for(kind)} == {
        MessageKind.REQUEST,
        MessageKind.NUDGE,
        MessageKind.CONFIRMATION,
        MessageKind.INTRODUCTION,
    }
    assert all(set(channels_for(kind)) >= {Channel.EMAIL, Channel.LINKEDIN, Channel.LETTER} for kind in KINDS)


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        ("ask", MessageKind.REQUEST),
        ("asked", MessageKind.NUDGE),
        ("nudge", MessageKind.NUDGE),
        ("said-no", MessageKind.REPLY_TO_NO),
        ("said-later", MessageKind.NUDGE),
        ("agree", MessageKind.CONFIRMATION),
        ("answered", MessageKind.CONFIRMATION),
        ("confirm", MessageKind.CONFIRMATION),
        ("write-up", MessageKind.THANK_YOU),
        ("thank", MessageKind.THANK_YOU),
        ("thanked", MessageKind.UPDATE),
        ("touch", MessageKind.UPDATE),
    ],
)
def test_what_is_due_decides_what_is_written(rule, kind):
    stage = Stage.IDENTIFIED if rule == "ask" else Stage.REQUESTED

    assert pick_kind(Contact(stage=stage), Step(rule, ""), has_agreed_meeting=False).value is kind


def test_who_was_thanked_is_not_thanked_again_for_a_talk_that_is_yet_to_be_written_up():
    thanked = Contact(stage=Stage.THANKED)

    assert pick_kind(thanked, Step("write-up", ""), has_agreed_meeting=False).value is MessageKind.UPDATE


@pytest.mark.parametrize(
    ("contact", "has_agreed_meeting", "kind", "why"),
    [
        (Contact(), False, MessageKind.REQUEST, "You have not asked them yet."),
        (Contact(stage=Stage.IDENTIFIED), False, MessageKind.REQUEST, "You have not asked them yet."),
        (Contact(stage=Stage.REQUESTED), False, MessageKind.NUDGE, "there is no answer yet"),
        (Contact(stage=Stage.REQUESTED), True, MessageKind.CONFIRMATION, "You have agreed to meet"),
        (Contact(stage=Stage.MET), False, MessageKind.THANK_YOU, "a thank-you within two days is best"),
        (Contact(stage=Stage.THANKED), False, MessageKind.UPDATE, "tell them what came of it"),
        (
            Contact(stage=Stage.REQUESTED, closed_at="then", closed_reason=ClosedReason.DECLINED),
            False,
            MessageKind.REPLY_TO_NO,
            "They said no: a short thank-you keeps the door open.",
        ),
    ],
)
def test_without_anything_due_the_stage_decides(contact, has_agreed_meeting, kind, why):
    picked = pick_kind(contact, None, has_agreed_meeting=has_agreed_meeting)

    assert picked.value is kind
    assert why in picked.why


NO_REQUEST = "There is no request to them here yet: a nudge refers to one."
NO_TALK = "No conversation with them is noted here: this message speaks of one."


@pytest.mark.parametrize(
    ("kind", "stage", "facts", "words"),
    [
        (MessageKind.NUDGE, None, Facts(), NO_REQUEST),
        (MessageKind.NUDGE, Stage.IDENTIFIED, Facts(), NO_REQUEST),
        (MessageKind.NUDGE, Stage.REQUESTED, Facts(), ""),
        (MessageKind.NUDGE, Stage.IDENTIFIED, Facts(asked=Asked(when="on Thursday")), ""),
        (MessageKind.THANK_YOU, Stage.REQUESTED, Facts(), NO_TALK),
        (MessageKind.UPDATE, None, Facts(), NO_TALK),
        (MessageKind.UPDATE, Stage.IN_TOUCH, Facts(), ""),
        (MessageKind.THANK_YOU, None, Facts(meeting=Met(when="on Thursday")), ""),
        (MessageKind.REQUEST, None, Facts(), ""),
    ],
)
def test_a_message_that_refers_to_what_never_was_is_told_so(kind, stage, facts, words):
    assert lacks_ground(kind, Contact(stage=stage), facts) == words
