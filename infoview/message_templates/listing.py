"""The page of all wordings: in one voice, by what they are for, each with what it says of a made-up person."""

from dataclasses import dataclass
from functools import lru_cache

from infoview.i18n import _
from infoview.message_templates import queries
from infoview.message_templates.labels import STANDINGS, use_name
from infoview.message_templates.queries import Standing, Template
from infoview.message_templates.sources import reading, taken_apart
from infoview.message_templates.voices import USES, Voice
from infoview.models.message import Channel, Route
from infoview.outreach import wording
from infoview.outreach.sample import sample_facts
from infoview.text import clean_line

LONGEST_BEGINNING = 160


@dataclass(frozen=True, slots=True)
class Row:
    """A wording as the list shows it. `id` tells it from the others of the page; `path` is its address."""

    id: str
    path: str
    title: str
    channel: Channel
    standing: Standing
    standing_words: str
    subject: str
    beginning: str
    problem: str

    @property
    def can_be_brought_back(self) -> bool:
        """Whether there is an original behind it."""
        return self.standing in (Standing.CHANGED, Standing.HIDDEN)


@dataclass(frozen=True, slots=True)
class Group:
    """The wordings for one use."""

    code: str
    title: str
    rows: list[Row]


def groups(voice: Voice, channel: Channel | None) -> list[Group]:
    """Return the wordings in a voice, by what they are for; only those of a channel if one is given: one query."""
    ours = wording.originals(voice.language, voice.formality)
    found = queries.templates(voice, ours, queries.stored(voice))
    shown = [each for each in found if channel in (None, each.channel)]
    by_use = [(use, [_row(each) for each in shown if each.use == use]) for use in USES.values()]
    return [Group(use.code, use_name(use), rows) for use, rows in by_use if rows]


def _row(template: Template) -> Row:
    read = _read(template.source, template.voice.language, template.use.route)
    subject, beginning = read or map(_short, taken_apart(template.source))
    return Row(
        id=template.path.replace("/", "-"),
        path=template.path,
        title=template.title,
        channel=template.channel,
        standing=template.standing,
        standing_words=str(STANDINGS[template.standing]),
        subject=subject,
        beginning=beginning,
        problem="" if read else _("This text cannot be used as it is. Open it to see why."),
    )


@lru_cache(256)
def _read(source: str, language: str, route: Route | None) -> tuple[str, str] | None:
    """Return how subject and body begin when written to somebody made up; None if nobody can read the source."""
    read = reading(source)
    if read is None:
        return None
    text = wording.text_of(read, sample_facts(language, route))
    return _short(text.subject), _short(text.body)


def _short(text: str) -> str:
    line = clean_line(text[: 2 * LONGEST_BEGINNING])
    return line if len(line) <= LONGEST_BEGINNING else f"{line[:LONGEST_BEGINNING].rsplit(' ', 1)[0]} …"
