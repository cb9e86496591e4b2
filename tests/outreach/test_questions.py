"""What is asked before a message."""

import pytest

from infoview.models.contact import FoundBy
from infoview.models.message import Channel, MessageKind, Route
from infoview.outreach.facts import About, Agreed, Facts, Found, Me, Met, Recipient, Since
from infoview.outreach.questions import Fact, missing

ADA = Recipient(name="Ada Byron", address_as="Ms. Byron", short_name="Ada")
VERA = Me(name="Vera Lindqvist", about="a biology teacher", explores="design")


@pytest.fixture(autouse=True)
def _in_english(app):
    with app.app_context():
        yield


def asked(kind, route=None, **facts):
    return [question.fact for question in missing(kind, route, Facts(**facts))]


def test_a_request_asks_the_most_telling_facts_first_and_a_few_at_most():
    nothing = asked(MessageKind.REQUEST, Route.COLD, contact=Recipient(name="Ada Byron"), me=Me(name="Vera"))

    assert nothing == [Fact.FOUND, Fact.CAREER, Fact.BACKGROUND]


def test_the_less_telling_facts_are_asked_when_the_others_are_known():
    facts = {"contact": Recipient(name="Ada Byron"), "me": VERA, "found": Found(FoundBy.WEB, "your staff page")}

    assert asked(MessageKind.REQUEST, Route.COLD, **facts) == [Fact.ADDRESS_AS]


@pytest.mark.parametrize(
    ("route", "found"),
    [
        (Route.COLD, Found(FoundBy.ARTICLE, "your talk")),
        (Route.COLD, Found(None, "LinkedIn")),
        (Route.SHARED, Found(FoundBy.SCHOOL, "Bracken")),
        (Route.SHARED, Found(FoundBy.EMPLOYER, "Babbage & Co")),
        (Route.EVENT, Found(FoundBy.EVENT, "the fair")),
        (Route.EVENT, Found(FoundBy.OTHER, "I sat beside you at the fair")),
    ],
)
def test_nothing_is_asked_when_everything_is_known(route, found):
    assert asked(MessageKind.REQUEST, route, contact=ADA, me=VERA, found=found) == []


@pytest.mark.parametrize(
    ("route", "found", "source"),
    [
        (Route.COLD, Found(), FoundBy.WEB),
        (Route.COLD, Found(FoundBy.ARTICLE), FoundBy.ARTICLE),
        (Route.SHARED, Found(FoundBy.EMPLOYER), FoundBy.EMPLOYER),
        (Route.SHARED, Found(FoundBy.WEB, "LinkedIn"), FoundBy.SCHOOL),
        (Route.EVENT, Found(FoundBy.WEB, "LinkedIn"), FoundBy.EVENT),
        (Route.REFERRED, Found(FoundBy.REFERRED), FoundBy.REFERRED),
    ],
)
def test_the_question_about_the_source_supposes_the_likely_one(route, found, source):
    [question] = missing(MessageKind.REQUEST, route, Facts(contact=ADA, me=VERA, found=found))

    assert (question.fact, question.source) == (Fact.FOUND, source)
    assert question.words == "How did you find Ada?"


def test_the_permission_to_name_somebody_is_asked_until_it_is_known():
    unasked = Recipient(name="Ada", address_as="Ada", is_referred=True, unasked_referrer="Mary Somerville")
    refused = Recipient(name="Ada", address_as="Ada", is_referred=True)

    [question] = missing(MessageKind.REQUEST, Route.REFERRED, Facts(contact=unasked, me=VERA))

    assert question.words == "May you say that Mary Somerville sent you?"
    assert asked(MessageKind.REQUEST, Route.REFERRED, contact=refused, me=VERA) == []


def test_a_thank_you_asks_for_one_thing_learned_first():
    assert asked(MessageKind.THANK_YOU, contact=Recipient(name="Ada"), me=VERA) == [Fact.LEARNED, Fact.ADDRESS_AS]
    assert asked(MessageKind.THANK_YOU, contact=ADA, me=VERA, meeting=Met(notes="listening matters")) == []


NEWS = Me(name="Vera Lindqvist", tells="a new course")


def test_an_update_asks_what_is_new_and_for_something_to_tell_if_there_is_nothing():
    assert asked(MessageKind.UPDATE, contact=ADA, me=VERA) == [Fact.NEWS, Fact.LEARNED]
    assert asked(MessageKind.UPDATE, contact=ADA, me=NEWS, since=Since(people=("Ivy",))) == []
    assert asked(MessageKind.UPDATE, contact=ADA, me=NEWS, meeting=Met(notes="listening matters")) == []


def test_an_update_offers_the_advice_that_may_have_been_acted_on():
    since = Since(undone=((4, "Read the report"), (5, "Visit a ward")))

    [question] = missing(MessageKind.UPDATE, None, Facts(contact=ADA, me=NEWS, since=since, meeting=Met(notes="x")))

    assert (question.fact, question.choices) == (Fact.DONE_ADVICE, since.undone)
    assert question.words == "Have you done what Ada suggested?"


def test_a_confirmation_asks_when_they_meet_until_that_is_agreed():
    assert asked(MessageKind.CONFIRMATION, contact=ADA, me=VERA) == [Fact.MEETING]
    assert asked(MessageKind.CONFIRMATION, contact=ADA, me=VERA, agreed=Agreed(day="Thursday 14 May")) == []


def test_an_address_is_asked_for_when_the_channel_needs_it():
    facts = Facts(contact=ADA, me=VERA, meeting=Met(notes="x"))
    by = {channel: missing(MessageKind.THANK_YOU, None, facts, channel) for channel in Channel}

    assert [question.field for question in by[Channel.EMAIL]] == ["email"]
    assert [question.fact for question in by[Channel.PHONE]] == [Fact.PHONE]
    assert by[Channel.LINKEDIN] == by[Channel.LETTER] == []


def test_what_is_asked_about_another_person_names_that_person():
    facts = Facts(contact=ADA, me=Me(name="Vera"), about=About(name="Grace Lovell"))

    [career] = missing(MessageKind.INTRODUCTION, None, facts)
    [learned] = missing(MessageKind.REFERRER_THANKS, None, facts)

    assert career.words == "What kind of work do you want to ask Grace Lovell about?"
    assert learned.words == "What is one thing you learned from Grace Lovell?"


def test_a_reply_to_a_no_asks_for_nothing():
    assert asked(MessageKind.REPLY_TO_NO, contact=ADA, me=VERA) == []
