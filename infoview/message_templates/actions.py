"""Adding wordings of the user's own, changing, hiding and deleting them, and going back to ours."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from infoview.db import db, describe
from infoview.errors import Invalid, Refused, Stale
from infoview.i18n import _
from infoview.message_templates import sources
from infoview.message_templates.queries import Standing, Template, choices
from infoview.message_templates.voices import Use, Voice, is_used
from infoview.models import MessageTemplate
from infoview.models.message import Channel

SEEN_ALL = {"include_deleted": True}


@dataclass(frozen=True, slots=True)
class Content:
    """What a wording is called, what it is for, and its text."""

    name: str
    subject: str
    body: str
    use: Use
    channel: Channel
    voice: Voice

    @property
    def source(self) -> str:
        """Its text as it is kept."""
        return sources.put_together(self.subject, self.body)


def add(content: Content, *, at: datetime) -> MessageTemplate:
    """Add a wording of the user's own. Raises Invalid if it cannot be used."""
    describe("add")
    _check(content)
    return _store(content, "", at)


def edit(template: Template, content: Content, *, version: int, at: datetime) -> MessageTemplate:
    """Change a wording; one of ours gets a text of the user's in its place, and is shown if it was hidden.

    Raises Invalid if it cannot be used, Stale if `version` is not the stored one.
    """
    describe("edit")
    if version != template.version:
        raise Stale(_("This template was changed in another window."), _theirs(template))
    _check(content)
    row = template.row
    if row is None:
        assert template.original is not None
        return _store(content, template.original.name, at)
    _write(row, content)
    row.is_hidden = False
    row.version += 1
    return row


def put_away(template: Template, *, at: datetime) -> None:
    """Delete a wording of the user's own; one of ours is hidden. Raises Refused if nothing else would be left."""
    describe("delete")
    if template.original is None:
        assert template.row is not None
        template.row.deleted_at = at
        return
    use, voice = template.use, template.voice
    left = choices(use.kind, use.route, template.channel, voice.language, voice.formality)
    if [each.name for each in left] == [template.name]:
        raise Refused(_("This is the only template for such a message. Change it, or add one of your own first."))
    row = template.row
    if row is None:
        row = _store(_content_of(template), template.original.name, at)
        row.source = ""  # still ours: what becomes of it in a later version, too
    row.is_hidden = True


def bring_back(template: Template, *, at: datetime) -> None:
    """Show a hidden wording again as it was, or put ours back in place of a changed one.

    Raises Refused if there is nothing to bring back.
    """
    describe("edit")
    row = template.row
    if row is None or template.original is None:
        raise Refused(_("This is the original already."))
    if template.standing is Standing.HIDDEN and template.is_changed:
        row.is_hidden = False
    else:
        row.deleted_at = at


def _store(content: Content, replaces: str, at: datetime) -> MessageTemplate:
    """Store a new row. Its version follows that of any before it: a form of theirs must not pass for one of its own."""
    earlier = select(func.max(MessageTemplate.version)).where(
        MessageTemplate.replaces == replaces,
        MessageTemplate.language == content.voice.language,
        MessageTemplate.formality == content.voice.formality,
    )
    version = (db.session.scalar(earlier, execution_options=SEEN_ALL) or 0) if replaces else 0
    row = MessageTemplate(replaces=replaces, version=version + 1, created_at=at)
    _write(row, content)
    db.session.add(row)
    db.session.flush()
    return row


def _write(row: MessageTemplate, content: Content) -> None:
    row.name, row.source = content.name, content.source
    row.kind, row.route, row.channel = content.use.kind, content.use.route, content.channel
    row.language, row.formality = content.voice.language, content.voice.formality


def _check(content: Content) -> None:
    if not is_used(content.voice, content.use, content.channel):
        raise Invalid("channel", _("Such a message is not written this way. Choose another one."))
    if content.channel is Channel.EMAIL and not content.subject:
        raise Invalid("subject", _("Give the e-mail a subject."))
    sources.check(content.subject, content.body)


def _content_of(template: Template) -> Content:
    subject, body = sources.taken_apart(template.source)
    return Content(template.title, subject, body, template.use, template.channel, template.voice)


def _theirs(template: Template) -> dict[str, object]:
    content = _content_of(template)
    return {"name": content.name, "subject": content.subject, "body": content.body}
