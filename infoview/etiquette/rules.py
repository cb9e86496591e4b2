"""The rules of the etiquette check, in the order in which a counsellor would speak of them.

Each is a function of the draft and of what is known about its people: it returns one finding, or nothing. The phrases
they look for stand in `english.py` and `french.py`.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from infoview.etiquette import gaps, mending, minutes, names, other_names
from infoview.etiquette.endings import closing_start, has_closing, has_own_name
from infoview.etiquette.findings import Finding, Known, Span
from infoview.etiquette.meaning import (
    THANKS,
    is_about_work,
    is_denied,
    is_particular,
    job_hits,
    leads_to,
    says_the_fact,
    spans_of,
    tells_of_them,
)
from infoview.etiquette.reading import Reading
from infoview.i18n import _, _l, ngettext
from infoview.models.message import Channel, MessageKind, Route
from infoview.outreach.wording import utf16_units
from infoview.text import count_words

LONGEST_REQUEST = 120
OURS = frozenset(MessageKind) - {MessageKind.REPLY}
REQUEST = frozenset({MessageKind.REQUEST})
ASKING = REQUEST | {MessageKind.NUDGE, MessageKind.INTRODUCTION, MessageKind.CONFIRMATION}
THANK_YOU = frozenset({MessageKind.THANK_YOU})
SPOKEN = frozenset({Channel.PHONE, Channel.IN_PERSON})
LETTERS = frozenset({Channel.EMAIL, Channel.LETTER})

_Find = Callable[[Reading, Known], Finding | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the settings show it, the messages it is for, and the function that looks for a breach of it."""

    code: str
    name: Any
    description: Any
    kinds: Collection[MessageKind]
    channels: Collection[Channel]
    find: _Find


RULES: list[Rule] = []


def rule(
    code: str,
    name: Any,
    description: Any,
    kinds: Collection[MessageKind],
    channels: Collection[Channel] = frozenset(Channel),
) -> Callable[[_Find], _Find]:
    """Put the function under it on the list of rules."""

    def listed(find: _Find) -> _Find:
        RULES.append(Rule(code, name, description, kinds, channels, find))
        return find

    return listed


@rule("job", _l("Asking for a job"), _l("Asks for a job, an internship or help in getting one."), OURS)
def asks_for_a_job(reading: Reading, known: Known) -> Finding | None:
    """Nobody who is asked for a conversation should find a request for a job in it."""
    hits = job_hits(reading)
    if not hits:
        return None
    return Finding(
        "job",
        _("This asks for a job"),
        _("A conversation is easy to say yes to, a job is not. Asked only what they know, people talk freely."),
        spans_of(hits),
        mending.without(reading, hits, _("Take out the job sentence"), _("Take out the job sentences")),
    )


@rule("information", _l("Information, not a job"), _l("A request says that you want to learn about the work."), REQUEST)
def says_it_is_information(reading: Reading, known: Known) -> Finding | None:
    """A request says that it is information that is wanted."""
    jobs = job_hits(reading)
    if any(not leads_to(hit, jobs) for hit in reading.find(reading.words.information)):
        return None
    if any(is_denied(hit, reading) for hit in reading.find(reading.words.job)):
        return None  # "I am not looking for a job" says it, too
    about_job = {hit.sentence for hit in jobs}
    if any(is_about_work(sentence, reading) for sentence in reading.sentences if sentence not in about_job):
        return None
    sentence = reading.words.say_information
    return Finding(
        "information",
        _("It does not say that you want information"),
        _("Who gets such a message may take it for a job hunt. One plain sentence settles it, and they can relax."),
        mend=None
        if jobs
        else mending.with_body(reading, _("Say that it is information"), mending.end_with(reading, sentence)),
    )


@rule("time", _l("How long it takes"), _l("A request says how many minutes it will take."), REQUEST)
def names_a_time(reading: Reading, known: Known) -> Finding | None:
    """A request says how long it will take."""
    most, words = known.facts.asked.minutes, reading.words
    asks = [hit.sentence for hit in reading.find(words.asks_to_talk, part="body")]
    # Where the body asks, it is the body that is answered: a time in the subject is not seen with it.
    if any(each.span.part == "body" or not asks for each in minutes.asked(reading)):
        return None
    familiar = mending.is_familiar(reading, known)
    if asks:
        body = mending.add_after(reading, asks[-1], words.say_enough(most, familiar))
    else:
        body = mending.end_with(reading, words.say_time(most, familiar))
    return Finding(
        "time",
        _("It does not say how long it will take"),
        _("“15 minutes” is easy to grant; an open end is not. A number shows that their time counts."),
        mend=mending.with_body(reading, _name_minutes(most), body),
    )


@rule(
    "too-much-time",
    _l("No more time than usual"),
    _l("No more minutes than you usually ask for, or than were agreed."),
    ASKING,
)
def keeps_to_the_time(reading: Reading, known: Known) -> Finding | None:
    """Nobody is asked for more time than is usual, or than was agreed."""
    asked = known.facts.asked
    most, named = max(asked.minutes, asked.minutes_in_person), asked.minutes
    if reading.written.kind is MessageKind.CONFIRMATION:
        if known.facts.agreed.minutes is None:
            return None
        most = named = known.facts.agreed.minutes
    over = [each for each in minutes.asked(reading) if each.minutes > most]
    if not over:
        return None
    if reading.written.kind is MessageKind.CONFIRMATION:
        title = ngettext(
            "It takes more than the %(num)s minute agreed", "It takes more than the %(num)s minutes agreed", most
        )
    else:
        title = ngettext("It asks for more than %(num)s minute", "It asks for more than %(num)s minutes", most)
    return Finding(
        "too-much-time",
        title,
        _("A short time is granted more readily, and it often grows by itself when the talk is good."),
        tuple(each.span for each in over),
        mending.put(reading, _name_minutes(named), [(e.span, e.said_as(named, reading)) for e in over]),
    )


@rule("found", _l("How you found them"), _l("A request says how you came upon the person."), REQUEST)
def says_how_they_were_found(reading: Reading, known: Known) -> Finding | None:
    """A request says how its writer came upon the person."""
    if reading.has(reading.words.found) or says_the_fact(known.facts.found.text, reading):
        return None
    if tells_of_them(reading):
        return None
    referrer = known.facts.contact.referrer
    if referrer and any(True for _hit in names.occurrences(referrer, reading)):
        return None
    sentence = reading.words.say_found(known.facts, mending.is_familiar(reading, known))
    body = mending.begin_with(reading, sentence) if sentence else ""
    return Finding(
        "found",
        _("It does not say how you found them"),
        _("A stranger’s first thought is “Why me?”. Half a sentence about where you came upon them answers it."),
        mend=mending.with_body(reading, _("Add how you found them"), body) if sentence else None,
    )


@rule("referrer", _l("Names without permission"), _l("Names somebody who has not agreed to be named."), OURS)
def keeps_the_referrer_out(reading: Reading, known: Known) -> Finding | None:
    """A referrer is named only with their permission."""
    if known.referrer is None:
        return None
    hits = other_names.of_referrer(known, reading)
    if not hits:
        return None
    return Finding(
        "referrer",
        _("This names %(name)s, who has not agreed to it", name=known.referrer.full_name),
        _("Their name is theirs to lend. Ask them first, or write without it until they have said yes."),
        tuple(hit.span for hit in hits),
        mending.put(reading, _("Leave the name out"), [other_names.left_out(hit, reading) for hit in hits]),
    )


@rule("length", _l("Length"), _l("A request of more than 120 words, or a note that LinkedIn would not take."), OURS)
def is_short(reading: Reading, known: Known) -> Finding | None:
    """A request is short, and a note fits what LinkedIn takes."""
    written = reading.written
    if written.channel is Channel.LINKEDIN:
        units = utf16_units(written.body)
        if units <= known.linkedin_limit:
            return None
        title = _("%(units)s characters, and LinkedIn takes %(most)s", units=units, most=known.linkedin_limit)
        reason = _("What is over the limit cannot be sent. One reason to write and one question are enough for a note.")
        return Finding("length", title, reason)
    words = count_words(written.body)
    if written.kind is not MessageKind.REQUEST or written.channel is Channel.PHONE or words <= LONGEST_REQUEST:
        return None
    reason = _("Busy people read what fits on their phone. What you leave out, you can tell them when you talk.")
    return Finding("length", _("%(words)s words: that is long for a request", words=words), reason)


@rule(
    "questions",
    _l("Questions too early"),
    _l("A first request that already asks about the work itself."),
    REQUEST,
    frozenset(Channel) - SPOKEN,
)
def saves_the_questions(reading: Reading, known: Known) -> Finding | None:
    """A first request to a stranger does not hold the questions themselves."""
    if reading.written.route is Route.EVENT:
        return None  # they have met
    asked = [sentence for sentence in reading.sentences if sentence.part == "body" and is_about_work(sentence, reading)]
    if len(asked) < 2:
        return None
    return Finding(
        "questions",
        _("Several questions at once"),
        _("Answering them in writing is work, and then there is nothing left to meet for. Keep them for the talk."),
        tuple(sentence.span for sentence in asked),
    )


@rule(
    "other-name", _l("Another person’s name"), _l("A greeting or a name that was left in from another message."), OURS
)
def names_nobody_else(reading: Reading, known: Known) -> Finding | None:
    """No other contact's name is left in from another message."""
    greeting = other_names.wrong_greeting(known, reading)
    others = other_names.of_others(known, reading)
    if greeting is None and not others:
        return None
    if greeting is not None:
        title = _("The greeting is for %(name)s", name=greeting.name)
    else:
        title = _("%(name)s is somebody else", name=reading.text_of(others[0].span))
    changes = other_names.put_right(greeting, others, known, reading)
    spans = [hit.span for hit in others]
    if greeting is not None:
        spans.insert(0, Span("body", greeting.start, greeting.end))
    return Finding(
        "other-name",
        title,
        _("A name left in from another message is quickly seen. If you mean to speak of them here, all is well."),
        tuple(spans),
        mending.put(reading, _("Put %(name)s’s name", name=other_names.short(known)), changes) if changes else None,
    )


@rule("placeholder", _l("Gaps to fill in"), _l("Gaps such as [name], XXX or ___."), OURS)
def leaves_no_gap(reading: Reading, known: Known) -> Finding | None:
    """Nothing that was to be filled in is left."""
    spans = gaps.gaps_in(reading)
    if not spans:
        return None
    return Finding(
        "placeholder",
        _("Something is still to be filled in"),
        _("A gap tells the reader that the same message went to others. Fill it in, or leave the sentence out."),
        tuple(spans),
        gaps.filled(spans, known, reading),
    )


@rule(
    "sign-off",
    _l("Closing words and name"),
    _l("E-mails and letters end with closing words and your name."),
    OURS,
    LETTERS,
)
def signs_off(reading: Reading, known: Known) -> Finding | None:
    """A message ends with closing words and the writer's name."""
    is_closed, is_signed = has_closing(reading, known), has_own_name(reading, known)
    if is_closed and is_signed:
        return None
    me = known.facts.me
    thanks = reading.written.kind in THANKS
    closing = me.sign_off or (reading.words.thanks_sign_off if thanks else reading.words.sign_off)
    name = (me.signature or me.name) if not is_signed else None
    body = reading.written.body.rstrip()
    at = closing_start(reading)
    if is_closed:
        title, mended = _("Your name is missing at the end"), f"{body}\n{name}"
    elif is_signed:
        title, mended = _("There are no closing words"), f"{body[:at].rstrip()}\n\n{closing},\n{body[at:]}".rstrip()
    else:
        title, mended = _("There are no closing words and no name"), f"{body}\n\n{closing},\n{name}".lstrip()
    can_mend = (is_signed or bool(name)) and not any(gaps.has_gap(line) for _at, line in reading.end_lines)
    return Finding(
        "sign-off",
        title,
        _("A friendly close and your full name make it a letter from a person, and tell them whom to answer."),
        mend=mending.with_body(reading, _("Add a sign-off"), mended) if can_mend else None,
    )


@rule("resume", _l("Résumé"), _l("A résumé that is attached or pointed to."), OURS)
def keeps_the_resume_back(reading: Reading, known: Known) -> Finding | None:
    """A résumé is brought along, not pushed forward."""
    words = reading.words
    hits = [
        hit
        for hit in reading.find(words.resume)
        if not is_denied(hit, reading) and not words.was_asked_for.search(hit.sentence.plain)
    ]
    if not hits:
        return None
    return Finding(
        "resume",
        _("Leave the résumé for later"),
        _("A résumé says “job”, whatever the words around it say. Bring it along and show it if you are asked."),
        spans_of(hits),
        mending.without(reading, hits, _("Take out the sentence about it"), _("Take out the sentences about it")),
    )


@rule("specific", _l("A precise thank-you"), _l("A thank-you names one thing that you learned or will do."), THANK_YOU)
def thanks_for_something(reading: Reading, known: Known) -> Finding | None:
    """A thank-you names one thing that was said."""
    met = known.facts.meeting
    if any(True for _hit in reading.find(reading.words.specific, part="body")) or is_particular(reading):
        return None
    if any(says_the_fact(text, reading) for text in (met.notes, *met.advice, *met.people, *met.people_met)):
        return None
    sentence = reading.words.say_learned(known.facts)
    return Finding(
        "specific",
        _("It could be to anybody"),
        _("One thing they said, and what you make of it, is what they will remember. It is the real thank-you."),
        mend=mending.with_body(reading, _("Add what you noted"), mending.end_with(reading, sentence))
        if sentence
        else None,
    )


@rule("favour", _l("Favours"), _l("Thanks and news that ask for something again."), THANKS)
def asks_no_favour(reading: Reading, known: Known) -> Finding | None:
    """Thanks and news ask for nothing."""
    about_job = {hit.sentence for hit in job_hits(reading)}
    words = reading.words
    hits = [
        hit
        for hit in reading.find(words.favour, part="body")
        if hit.sentence not in about_job
        and not words.no_favour.search(hit.sentence.plain)
        and not is_denied(hit, reading)
    ]
    if not hits:
        return None
    return Finding(
        "favour",
        _("This asks for a favour"),
        _("Thanks followed by a request read like a bill. Let this one stand by itself, and ask another day."),
        spans_of(hits),
        mending.without(reading, hits, _("Take the favour out"), _("Take the favours out")),
    )


def _name_minutes(num: int) -> str:
    return ngettext("Name %(num)s minute", "Name %(num)s minutes", num)
