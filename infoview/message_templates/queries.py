"""The wordings there are: ours, ours as the user has changed them, and the user's own."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, bindparam, select

from infoview.db import db
from infoview.errors import NotThere
from infoview.i18n import _
from infoview.kept import Kept
from infoview.message_templates.sources import reading
from infoview.message_templates.voices import TWO_WAYS, VOICES, Use, Voice, kept_under, originals, voice_of
from infoview.models import MessageTemplate
from infoview.models.contact import Formality
from infoview.models.message import Channel, MessageKind, Route
from infoview.outreach import wording

# What a draft asks for every time it is shown: most people have none of their own, and nobody has many.
_FOR_KIND = Kept(
    select(
        *(getattr(MessageTemplate, name) for name in ("id", "name", "kind", "route", "channel", "formality")),
        *(getattr(MessageTemplate, name) for name in ("source", "replaces", "is_hidden")),
    )
    .where(MessageTemplate.kind == bindparam("kind"), MessageTemplate.language == bindparam("language"))
    .order_by(MessageTemplate.id)
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A wording to choose: `name` is that of an original, or "own-<id>"."""

    name: str
    title: str
    source: str


class Standing(enum.Enum):
    """Whose a wording is, and what the user has done with it."""

    ORIGINAL = "original"
    CHANGED = "changed"
    HIDDEN = "hidden"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Template:
    """A wording as it stands: ours (`original`), what the user has stored for it or by itself (`row`), or both."""

    voice: Voice
    original: wording.Original | None
    row: MessageTemplate | None

    @property
    def standing(self) -> Standing:
        """Whose it is."""
        if self.original is None:
            return Standing.OWN
        if self.row is None:
            return Standing.ORIGINAL
        return Standing.HIDDEN if self.row.is_hidden else Standing.CHANGED

    @property
    def path(self) -> str:
        """Its address below the list of all."""
        return f"originals/{self.voice.code}/{self.original.name}" if self.original else str(self._stored.id)

    @property
    def name(self) -> str:
        """What a draft calls it."""
        return self.original.name if self.original else f"own-{self._stored.id}"

    @property
    def title(self) -> str:
        """What the user calls it; ours are numbered."""
        return self.row.name if self.row else title_of(self.name)

    @property
    def use(self) -> Use:
        """The message it is for."""
        known = self.original or self._stored
        return Use(known.kind, known.route)

    @property
    def channel(self) -> Channel:
        """How that message travels."""
        return (self.original or self._stored).channel

    @property
    def source(self) -> str:
        """Its text."""
        return (self.row and self.row.source) or self.original_source

    @property
    def is_changed(self) -> bool:
        """Whether the user has put a text of theirs in place of ours."""
        return self.original is not None and self.row is not None and self.row.source != ""

    @property
    def original_source(self) -> str:
        """Our text, which it replaces."""
        if self.original is None:
            return ""
        return wording.source_of(self.original.name, self.voice.language, self.voice.formality)

    @property
    def version(self) -> int:
        """How often it was saved; 0 for ours."""
        return self.row.version if self.row else 0

    @property
    def _stored(self) -> MessageTemplate:
        assert self.row is not None
        return self.row


def choices(
    kind: MessageKind, route: Route | None, channel: Channel, language: str, formality: Formality
) -> list[Choice]:
    """Return the wordings for such a message, ours first: one query. There always is one, and each can be read."""
    voice = voice_of(language, formality)
    use = Use(kind, (route or Route.COLD) if kind is MessageKind.REQUEST else None)
    ours = originals(voice, use, channel)
    channels = {kept_under(channel), *(each.channel for each in ours)}
    stored = _FOR_KIND.rows(kind=kind.value, language=voice.language)
    rows = [row for row in stored if row.channel in channels and voice_of(voice.language, row.formality) == voice]
    of_use = [each for each in templates(voice, ours, rows) if each.use == use]
    offered = [each for each in of_use if each.standing is not Standing.HIDDEN and reading(each.source)]
    return [_choice(each) for each in offered or [Template(voice, each, None) for each in ours]]


def templates(voice: Voice, ours: Iterable[wording.Original], rows: Iterable[MessageTemplate]) -> list[Template]:
    """Return all wordings in a voice: ours as they stand, then the user's own."""
    ours, stored = list(ours), list(rows)
    replacing = {row.replaces: row for row in stored if row.replaces}
    known = {each.name for each in wording.originals(voice.language, voice.formality)}
    own = [row for row in stored if row.replaces not in known]
    return [
        *(Template(voice, each, replacing.get(each.name)) for each in ours),
        *(Template(voice, None, r) for r in own),
    ]


def template(template_id: int) -> Template:
    """Return a wording the user has stored. Raises NotThere."""
    row = db.get_row(MessageTemplate, template_id)
    voice = voice_of(row.language, row.formality)
    return Template(voice, _original(voice, row.replaces), row)


def template_for(path: str) -> Template:
    """Return one of our wordings as it stands, by its address ("fr-tu/email/nudge-1"). Raises NotThere."""
    code, _slash, name = path.partition("/")
    voice = VOICES.get(code)
    original = _original(voice, name) if voice else None
    if voice is None or original is None:
        raise NotThere
    return Template(voice, original, db.session.scalar(_stored_in(voice).where(MessageTemplate.replaces == name)))


def template_named(path: str) -> Template:
    """Return any wording by its address below the list of all. Raises NotThere."""
    if path.startswith("originals/"):
        return template_for(path.removeprefix("originals/"))
    return template(int(path) if path.isascii() and path.isdigit() and len(path) < 19 else 0)


def stored(voice: Voice) -> list[MessageTemplate]:
    """Return what the user has stored in a voice, the oldest first."""
    return list(db.session.scalars(_stored_in(voice)))


def title_of(name: str) -> str:
    """Return how an original is called: its place among those for the same use."""
    return _("Wording %(number)s", number=name.rpartition("-")[2])


def _stored_in(voice: Voice) -> Select[MessageTemplate]:
    spoken = select(MessageTemplate).where(MessageTemplate.language == voice.language)
    if voice.language in TWO_WAYS:
        spoken = spoken.where(MessageTemplate.formality == voice.formality)
    return spoken.order_by(MessageTemplate.id)


def _original(voice: Voice, name: str) -> wording.Original | None:
    return next((each for each in wording.originals(voice.language, voice.formality) if each.name == name), None)


def _choice(each: Template) -> Choice:
    return Choice(each.name, each.title, each.source)
