"""The facts a message lacks, each as a question of one line; the answer is kept and the draft made again."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from infoview.i18n import _
from infoview.models.contact import FoundBy
from infoview.models.message import Channel, MessageKind, Route
from infoview.outreach.facts import Facts
from infoview.outreach.routes import route_of

MOST_AT_ONCE = 3

# The source a route is about, when the contact's own says something else.
_SOURCE_OF = {
    Route.COLD: FoundBy.WEB,
    Route.SHARED: FoundBy.SCHOOL,
    Route.REFERRED: FoundBy.REFERRED,
    Route.EVENT: FoundBy.EVENT,
}


class Fact(enum.Enum):
    """A fact that can be asked for; the value is the form's field for the answer."""

    FOUND = "found_text"
    PERMISSION = "may_use_name"
    CAREER = "career"
    BACKGROUND = "background"
    NAME = "my_name"
    ADDRESS_AS = "address_as"
    LEARNED = "learned"
    NEWS = "news"
    DONE_ADVICE = "done_advice"
    EMAIL = "email"
    PHONE = "phone"
    MEETING = "meeting"


# These are answered on a page of their own: the contact's, or that of the meeting.
ELSEWHERE = frozenset({Fact.PHONE, Fact.MEETING})


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and the beginning of the sentence its answer completes.

    `source` is the likely answer about FOUND; `choices` are the answers to DONE_ADVICE, each by its id.
    """

    fact: Fact
    words: str
    frame: str
    source: FoundBy | None = None
    choices: tuple[tuple[int, str], ...] = ()

    @property
    def field(self) -> str:
        """The name of the field that takes the answer."""
        return self.fact.value


def missing(kind: MessageKind, route: Route | None, facts: Facts, channel: Channel | None = None) -> list[Question]:
    """Return what to ask before a message of this kind and channel, the most telling first, a few at most."""
    return list(_all_missing(kind, route, facts, channel))[:MOST_AT_ONCE]


def frame_for(source: FoundBy) -> str:
    """Return the sentence that a line about that source completes."""
    match source:
        case FoundBy.SCHOOL:
            return _("We both studied at …")
        case FoundBy.EMPLOYER:
            return _("We have both worked at …")
        case FoundBy.REFERRED:
            return _("The person who suggested that I write to you: …")
        case FoundBy.EVENT:
            return _("It was good to meet you at …")
        case _:
            return _("I came across your name through …")


def _all_missing(kind: MessageKind, route: Route | None, facts: Facts, channel: Channel | None) -> Iterator[Question]:
    name = facts.contact.short_name or facts.contact.name or ""
    if kind is MessageKind.REQUEST and route is not None:
        yield from _missing_for_route(route, facts, name)
        yield from _missing_for_request(facts, name)
    yield from _missing_for_kind(kind, facts, name)
    yield from _missing_for_channel(channel, facts, name)
    if not facts.me.name:
        yield Question(Fact.NAME, _("What is your name?"), _("My name is …"))
    if not facts.contact.address_as and channel is not Channel.PHONE:
        words = _("How do you address %(name)s?", name=name)
        yield Question(Fact.ADDRESS_AS, words, _("Dear …"))


def _missing_for_request(facts: Facts, name: str) -> Iterator[Question]:
    if not (facts.career or facts.me.explores):
        words = _("What kind of work do you want to ask %(name)s about?", name=name)
        yield Question(Fact.CAREER, words, _("One career I am considering is …"))
    if not facts.me.about:
        yield Question(Fact.BACKGROUND, _("Who are you, in half a sentence?"), _("I am …"))


def _missing_for_kind(kind: MessageKind, facts: Facts, name: str) -> Iterator[Question]:
    met, about = facts.meeting, facts.about
    match kind:
        case MessageKind.THANK_YOU if not met.notes:
            yield _about_learned(name)
        case MessageKind.REFERRER_THANKS if not about.notes:
            yield _about_learned(about.name or "")
        case MessageKind.INTRODUCTION if not (facts.career or facts.me.explores):
            words = _("What kind of work do you want to ask %(name)s about?", name=about.name or "")
            yield Question(Fact.CAREER, words, _("One career I am considering is …"))
        case MessageKind.CONFIRMATION if not facts.agreed.day:
            words = _("When do you meet %(name)s?", name=name)
            yield Question(Fact.MEETING, words, _("Once day and time are noted, they go into the message."))
        case MessageKind.UPDATE:
            yield from _missing_for_update(facts, name)


def _missing_for_update(facts: Facts, name: str) -> Iterator[Question]:
    met, since = facts.meeting, facts.since
    if not facts.me.tells:
        yield Question(Fact.NEWS, _("What is new with you, in one line?"), _("Some news from me: …"))
    if since.undone and not since.advice:
        words = _("Have you done what %(name)s suggested?", name=name)
        frame = _("Press what you have done, and the message says so.")
        yield Question(Fact.DONE_ADVICE, words, frame, choices=since.undone[:MOST_AT_ONCE])
    if not (met.notes or met.advice or met.people_met or since.advice or since.people or since.promises):
        words = _("What did %(name)s tell you that has been of use?", name=name)
        yield Question(Fact.LEARNED, words, _("One thing you told me often comes back to me: …"))


def _missing_for_channel(channel: Channel | None, facts: Facts, name: str) -> Iterator[Question]:
    if channel is Channel.EMAIL and not facts.contact.email:
        words = _("What is the e-mail address of %(name)s?", name=name)
        yield Question(Fact.EMAIL, words, _("It is added to their contact details."))
    if channel is Channel.PHONE and not facts.contact.phone:
        words = _("What is the phone number of %(name)s?", name=name)
        yield Question(Fact.PHONE, words, _("It is added to their contact details."))


def _about_learned(name: str) -> Question:
    words = _("What is one thing you learned from %(name)s?", name=name)
    return Question(Fact.LEARNED, words, _("One thing has stayed with me: …"))


def _missing_for_route(route: Route, facts: Facts, name: str) -> Iterator[Question]:
    found = facts.found
    known = {
        Route.COLD: found.through or found.sentence,
        Route.SHARED: found.school or found.employer or found.sentence,
        Route.REFERRED: facts.contact.is_referred,
        Route.EVENT: found.event or found.sentence,
    }
    if not known[route]:
        source = found.by if found.by and route is route_of(found.by) else _SOURCE_OF[route]
        yield Question(Fact.FOUND, _("How did you find %(name)s?", name=name), frame_for(source), source)
    if route is Route.REFERRED and facts.contact.unasked_referrer:
        words = _("May you say that %(name)s sent you?", name=facts.contact.unasked_referrer)
        yield Question(Fact.PERMISSION, words, _("Without a yes, the message names nobody."))
