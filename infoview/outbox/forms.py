"""The form of the mail server, and what can be done with a mail."""

from wtforms import EmailField, PasswordField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from infoview.forms import Form, IdField, line
from infoview.i18n import _, _l
from infoview.models.mail import Security

LONGEST_PASSWORD = 1024


class MailServerForm(Form):
    """How to reach the server that sends the user's mail."""

    version = IdField()
    sender = line(
        _l("Your address"), required=_l("Give the address your mail comes from."), field=EmailField, longest=254
    )
    host = line(_l("Server"), required=_l("Give the name of the server for sending."), longest=253)
    security = RadioField(
        _l("Protection"),
        choices=[SelectChoice(Security.TLS.value, "TLS"), SelectChoice(Security.STARTTLS.value, "STARTTLS")],
        coerce=lambda value: value.value if isinstance(value, Security) else str(value),
        validate_choice=True,
    )
    port = line(_l("Port"), required=_l("Give the port of the server."), longest=5)
    username = line(_l("User name"), longest=254)
    password = PasswordField(_l("Password"))

    def validate_password(self, field: StringField) -> None:
        """Refuse what no password is."""
        if len(field.data or "") > LONGEST_PASSWORD:
            raise ValidationError(_("This is too long: at most %(max)d characters.", max=LONGEST_PASSWORD))

    @property
    def port_number(self) -> int | None:
        """The port, if it is a number."""
        text = self.port.data or ""
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None
