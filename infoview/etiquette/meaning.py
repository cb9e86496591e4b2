"""What a phrase means where it stands: denied, leading on to another, a question about the work."""

import re
from collections.abc import Iterable

from infoview.etiquette.findings import Span
from infoview.etiquette.reading import Hit, Reading, Sentence
from infoview.models.message import MessageKind

# So many longer words that are no usual words of thanks tell of something.
MANY_WORDS = 6
_QUOTED = re.compile(r"[\"“«][^\"”»]{8,200}[\"”»]")

THANKS = frozenset({MessageKind.THANK_YOU, MessageKind.REFERRER_THANKS, MessageKind.UPDATE})


def job_hits(reading: Reading) -> list[Hit]:
    """Return where a job is asked for. Thanks and news may tell of having applied."""
    hits = list(reading.find(reading.words.job))
    if reading.written.kind not in THANKS:
        hits += reading.find(reading.words.job_hint)
    return [hit for hit in hits if not is_denied(hit, reading)]


def is_denied(hit: Hit, reading: Reading) -> bool:
    """Whether a phrase is what the writer says they do not mean: "I am not looking for a job"."""
    clause = re.split(r"\b(?:but|mais)\b|[;:(]", hit.before[-90:])[-1]
    denials = list(reading.words.denied.finditer(f"{clause}{hit.words}"[: len(clause) + 14]))
    if not denials:
        return False
    between = clause[denials[-1].end() :]
    return len(between.split()) <= 8 and not reading.words.not_denied.match(between.strip())


def leads_to(hit: Hit, others: Iterable[Hit]) -> bool:
    """Whether one of the others follows at once: "hear about" in "hear about any openings"."""
    return any(other.sentence == hit.sentence and hit.start <= other.start <= hit.end + 20 for other in others)


def tells_of_them(reading: Reading) -> bool:
    """Whether a sentence tells something of the reader, and neither asks nor wishes: they are known from somewhere."""
    words, jobs = reading.words, {hit.sentence for hit in job_hits(reading)}
    return any(
        len(sentence.plain.split()) >= 5
        and words.you.search(sentence.plain)
        and not words.wishes.search(sentence.plain)
        for sentence in reading.sentences
        if sentence.part == "body" and not sentence.plain.endswith("?") and sentence not in jobs
    )


def is_about_work(sentence: Sentence, reading: Reading) -> bool:
    """Whether a sentence is a question about the work, and not one about when to meet."""
    if not sentence.plain.rstrip("\"'»”)] ").endswith("?"):
        return False
    words = reading.words
    return bool(words.about_work.search(sentence.plain)) and not words.about_meeting.search(sentence.plain)


def is_particular(reading: Reading) -> bool:
    """Whether a text quotes somebody, or says more than the words that could stand in any letter of the kind."""
    words = reading.words
    asks = {hit.sentence for pattern in (words.favour, words.job, words.resume) for hit in reading.find(pattern)}
    said = [sentence.plain for sentence in reading.sentences[2:] if sentence.part == "body" and sentence not in asks]
    text = " ".join(said)
    if _QUOTED.search(text):
        return True
    longer = set(re.findall(r"[^\W\d_]{5,}", words.generic.sub(" ", text)))
    return len(longer) >= MANY_WORDS


def says_the_fact(fact: str | None, reading: Reading) -> bool:
    """Whether the text says what the user noted: most of its longer words are there."""
    longer = set(re.findall(r"[^\W\d_]{4,}", (fact or "").lower()[:400]))
    said = set(re.findall(r"[^\W\d_]{4,}", reading.plain_body))
    return bool(longer) and len(longer & said) >= max(1, 0.6 * len(longer))


def spans_of(hits: Iterable[Hit]) -> tuple[Span, ...]:
    """Return the spans of the phrases, those that overlap as one."""
    spans: list[Span] = []
    for span in sorted((hit.span for hit in hits), key=lambda each: (each.part, each.start)):
        if spans and spans[-1].part == span.part and span.start <= spans[-1].end:
            spans[-1] = Span(span.part, spans[-1].start, max(span.end, spans[-1].end))
        else:
            spans.append(span)
    return tuple(spans)
