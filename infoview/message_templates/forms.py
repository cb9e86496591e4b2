"""The form of a wording."""

from typing import Any

from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice

from infoview.forms import Form, IdField, line, prose
from infoview.i18n import _l
from infoview.message_templates.actions import Content
from infoview.message_templates.labels import use_name
from infoview.message_templates.queries import Template
from infoview.message_templates.sources import LONGEST_BODY, LONGEST_SUBJECT, taken_apart
from infoview.message_templates.voices import CHANNELS, USES, VOICES
from infoview.models.message import Channel
from infoview.outreach.labels import CHANNEL_NAMES


class TemplateForm(Form):
    """Name, text and whom to show it with: what can be changed about one of our wordings.

    `of` is the address of the wording, empty for one that is still to be added.
    """

    of = HiddenField()
    version = IdField()
    name = line(_l("Name"), required=_l("Give it a name."))
    subject = line(_l("Subject"), longest=LONGEST_SUBJECT)
    body = prose(_l("Message"), required=_l("Write the message first."), longest=LONGEST_BODY)
    person = line(_l("Preview with"))

    def content(self, template: Template | None) -> Content:
        """Return what was typed; what the form does not ask for is as in `template`."""
        assert template is not None
        return Content(*self._texts(), use=template.use, channel=template.channel, voice=template.voice)

    def text_is_bounded(self) -> bool:
        """Whether there is a text that can be looked at: some, and not too much of it."""
        return all(field.validate(self) for field in (self.subject, self.body, self.person))

    def _texts(self) -> tuple[str, str, str]:
        return self.name.data or "", self.subject.data or "", self.body.data or ""


class OwnForm(TemplateForm):
    """A wording of the user's own: what it is for, too."""

    use = SelectField(_l("For"))
    channel = SelectField(
        _l("Channel"), choices=[SelectChoice(each.value, name) for each, name in CHANNEL_NAMES.items()]
    )
    voice = SelectField(_l("Language"), choices=[SelectChoice(voice.code, voice.name) for voice in VOICES.values()])

    def __init__(self, **values: Any) -> None:
        """Offer every use by its name in the language shown."""
        super().__init__(**values)
        self.use.choices = [SelectChoice(code, use_name(use)) for code, use in USES.items()]

    def content(self, template: Template | None) -> Content:
        """Return what was typed; what is none of the choices counts as the first of them."""
        use = USES.get(self.use.data or "", next(iter(USES.values())))
        voice = VOICES.get(self.voice.data or "", next(iter(VOICES.values())))
        channel = next((each for each in CHANNELS if each.value == self.channel.data), Channel.EMAIL)
        return Content(*self._texts(), use=use, channel=channel, voice=voice)


def form_of(template: Template | None, **shown: Any) -> TemplateForm:
    """Return the form of a wording as posted, else as it stands; of one to be added without a template."""
    if template is None:
        return OwnForm(of="", **shown)
    form_class = TemplateForm if template.original else OwnForm
    return form_class(of=template.path, version=template.version, **{**values_of(template), **shown})


def values_of(template: Template) -> dict[str, Any]:
    """Return what a form shows of a wording."""
    subject, body = taken_apart(template.source)
    use, channel, voice = template.use.code, template.channel.value, template.voice.code
    return {"name": template.title, "subject": subject, "body": body, "use": use, "channel": channel, "voice": voice}
