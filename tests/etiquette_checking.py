"""Checks a text with as little said about it as a test needs."""

from infoview.etiquette.check import Known, Person, Written, check
from infoview.models.contact import Formality
from infoview.models.message import Channel, MessageKind, Route
from infoview.outreach.facts import Asked, Facts, Me, Recipient

ADA = Recipient(name="Ada Byron", address_as="Ms. Byron", short_name="Ada")


def known(language="en", formality=Formality.FORMAL, referrer=None, others=(), limit=200, **facts):
    """What is known: Ada is written to, by Nora, unless something else is said."""
    given = {"contact": ADA, "me": Me(name="Nora Quist"), "asked": Asked(), **facts}
    return Known(
        facts=Facts(language=language, **given),
        contact=Person("Ada Byron"),
        formality=formality,
        linkedin_limit=limit,
        referrer=Person(referrer) if referrer else None,
        others=tuple(map(Person, others)),
    )


def written(body, kind=MessageKind.REQUEST, channel=Channel.EMAIL, language="en", subject="", route=Route.COLD):
    """A message: a cold request by e-mail, unless something else is said."""
    return Written(kind, route if kind is MessageKind.REQUEST else None, channel, language, subject, body)


def find(rule, body, of=None, **about):
    """Return what a rule says of a text, or None."""
    found = check(written(body, **about), of or known(about.get("language", "en")))
    return next((finding for finding in found if finding.rule == rule), None)
