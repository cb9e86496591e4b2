"""Forms for what happened elsewhere."""

from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from infoview.forms import DayField, Form, Required, prose
from infoview.i18n import _l
from infoview.labels import ANSWERS, CHANNELS, KINDS
from infoview.models.message import Answer, Channel, MessageKind

LOGGED = (MessageKind.REQUEST, MessageKind.NUDGE, MessageKind.THANK_YOU, MessageKind.UPDATE)


def channel_field() -> SelectField:
    """Return a field for how a message travelled."""
    choices = [SelectChoice(each.value, name) for each, name in CHANNELS.items()]
    return SelectField(_l("How?"), choices=choices, default=Channel.EMAIL.value)


def answer_field() -> RadioField:
    """Return a field for what a contact said."""
    choices = [SelectChoice(each.value, name) for each, name in ANSWERS.items()]
    return RadioField(_l("What did they say?"), [Required(_l("Choose what they said."))], choices=choices)


class SayForm(Form):
    """What a contact said, in one click."""

    answer = answer_field()


class AnswerForm(Form):
    """What a contact answered; one of three buttons sends it."""

    answer = answer_field()
    channel = channel_field()
    day = DayField(_l("When?"), [Required(_l("Choose a day."))])
    body = prose(_l("Their words"), render_kw={"rows": 3})

    def values(self) -> tuple[Answer, Channel]:
        """Return answer and channel as they are kept."""
        return Answer(self.answer.data), Channel(self.channel.data)


class ContactedForm(Form):
    """What the user wrote to a contact."""

    kind = RadioField(
        _l("What was it?"),
        [Required(_l("Choose what it was."))],
        choices=[
            *(SelectChoice(each.value, KINDS[each]) for each in LOGGED),
            SelectChoice("other", _l("Something else")),
        ],
    )
    channel = channel_field()
    day = DayField(_l("When?"), [Required(_l("Choose a day."))])
    body = prose(_l("What you wrote"), render_kw={"rows": 3})

    def values(self) -> tuple[MessageKind, Channel]:
        """Return kind and channel as they are kept."""
        return MessageKind(self.kind.data), Channel(self.channel.data)
