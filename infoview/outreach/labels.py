"""How kinds, routes and channels of messages are called on screen."""

from infoview.i18n import _, _l
from infoview.models import Stage
from infoview.models.contact import FoundBy
from infoview.models.message import Channel, MessageKind, Route
from infoview.outreach.questions import frame_for

ROUTE_NAMES = {
    Route.COLD: _l("You do not know each other"),
    Route.SHARED: _l("You share a school or an employer"),
    Route.REFERRED: _l("Somebody suggested them"),
    Route.EVENT: _l("You have met at an event"),
}

CHANNEL_NAMES = {
    Channel.EMAIL: _l("E-mail"),
    Channel.LINKEDIN: _l("LinkedIn"),
    Channel.LETTER: _l("Letter"),
    Channel.PHONE: _l("Phone"),
    Channel.IN_PERSON: _l("In person"),
    Channel.OTHER: _l("Other"),
}

SOURCE_NAMES = {
    FoundBy.WEB: _l("On the web"),
    FoundBy.ARTICLE: _l("An article or a talk"),
    FoundBy.SCHOOL: _l("The same school"),
    FoundBy.EMPLOYER: _l("The same employer"),
    FoundBy.REFERRED: _l("Somebody suggested them"),
    FoundBy.EVENT: _l("Met at an event"),
    FoundBy.OTHER: _l("Another way"),
}


def title(kind: MessageKind, name: str) -> str:
    """Return what a message is, and to whom: "Request to Ada Byron"."""
    match kind:
        case MessageKind.REQUEST:
            return _("Request to %(name)s", name=name)
        case MessageKind.NUDGE:
            return _("Nudge to %(name)s", name=name)
        case MessageKind.CONFIRMATION:
            return _("Confirmation to %(name)s", name=name)
        case MessageKind.THANK_YOU:
            return _("Thank-you to %(name)s", name=name)
        case MessageKind.UPDATE:
            return _("Update to %(name)s", name=name)
        case MessageKind.INTRODUCTION:
            return _("Introduction ask to %(name)s", name=name)
        case MessageKind.REFERRER_THANKS:
            return _("Thank-you to %(name)s for an introduction", name=name)
        case MessageKind.REPLY_TO_NO:
            return _("Reply to %(name)s", name=name)
        case _:
            return _("Message to %(name)s", name=name)


def sent_words(name: str, stage: Stage | None) -> str:
    """Return the sentence that tells that a message was sent, and where its card has come to."""
    words = {
        None: _("Kept as sent."),
        Stage.REQUESTED: _("Kept as sent. %(name)s is now in Requested.", name=name),
        Stage.THANKED: _("Kept as sent. %(name)s is now in Thanked.", name=name),
        Stage.IN_TOUCH: _("Kept as sent. %(name)s is now in In touch.", name=name),
    }
    return words[stage]


def will_move(stage: Stage | None) -> str:
    """Return what marking as sent will do to the card."""
    words = {
        None: _("The text is kept as it is, word for word. You can undo this."),
        Stage.REQUESTED: _("The text is kept word for word, and the card moves to Requested. You can undo this."),
        Stage.THANKED: _("The text is kept word for word, and the card moves to Thanked. You can undo this."),
        Stage.IN_TOUCH: _("The text is kept word for word, and the card moves to In touch. You can undo this."),
    }
    return words[stage]


def gone_words(channel: Channel, when: str) -> str:
    """Return the sentence that tells that this very message has left."""
    if channel is Channel.PHONE:
        return _("You called them %(when)s.", when=when)
    return _("You sent this %(when)s.", when=when)


def last_words(kind: MessageKind, channel: Channel, when: str) -> str:
    """Return the sentence that tells when they last had a message of that kind."""
    if channel is Channel.PHONE:
        return _("You called them %(when)s.", when=when)
    words = {
        MessageKind.REQUEST: _("You sent a request %(when)s.", when=when),
        MessageKind.NUDGE: _("You sent a nudge %(when)s.", when=when),
        MessageKind.CONFIRMATION: _("You sent a confirmation %(when)s.", when=when),
        MessageKind.UPDATE: _("You sent an update %(when)s.", when=when),
        MessageKind.INTRODUCTION: _("You asked for this introduction %(when)s.", when=when),
        MessageKind.REPLY_TO_NO: _("You answered %(when)s.", when=when),
    }
    return words.get(kind) or _("You sent a thank-you %(when)s.", when=when)


def opted_out_words(name: str) -> str:
    """Return the sentence that stops every message to somebody who asked for that."""
    return _("%(name)s asked not to be written to, so nothing goes out from here.", name=name)


def whom_words(kind: MessageKind, name: str) -> str:
    """Return the question whom a message to somebody is about."""
    if kind is MessageKind.REFERRER_THANKS:
        return _("Whom did you meet thanks to %(name)s?", name=name)
    return _("Whom should %(name)s introduce you to?", name=name)


def sources() -> list[tuple[FoundBy, str, str]]:
    """Return how somebody can have been found, each with the sentence that a line about it completes."""
    return [(source, str(words), frame_for(source)) for source, words in SOURCE_NAMES.items()]
