"""Forms of signing in and of the profile."""

from wtforms import BooleanField, EmailField, HiddenField, PasswordField, RadioField, StringField
from wtforms.fields.choices import SelectChoice

from infoview.forms import Form, IdField, line, prose
from infoview.i18n import LANGUAGES, _l


class SignInForm(Form):
    """Sign in; `carried` holds a form that was sent after the last sign-in had ended."""

    email = line(_l("E-mail"), required=_l("Give your e-mail address."), field=EmailField, longest=320)
    password = PasswordField(_l("Password"))
    carried = HiddenField()
    next = HiddenField()


class WelcomeForm(Form):
    """Make the first account."""

    code = line(_l("Code"), required=_l("Give the code that the server printed when it started."))
    email = line(_l("E-mail"), required=_l("Give your e-mail address."), field=EmailField, longest=320)
    name = line(_l("Your name"), required=_l("Give your name: your messages are signed with it."))
    password = PasswordField(_l("Password"))
    zone = HiddenField()


class PasswordForm(Form):
    """Change the password."""

    password = PasswordField(_l("Present password"))
    new_password = PasswordField(_l("New password"))


class ProfileForm(Form):
    """What messages say about the user, and how the app speaks to them."""

    version = IdField()
    name = line(_l("Your name"), required=_l("Give your name: your messages are signed with it."))
    background = line(_l("A line about your background"), longest=300)
    exploring = line(_l("What you are exploring"), longest=300)
    pitch = prose(_l("Your introduction"), longest=2000)
    sign_off = prose(_l("Sign-off"), longest=300)
    phone = line(_l("Phone"), longest=50)
    language = RadioField(_l("Language"), choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()])
    single_keys = BooleanField(_l("Shortcuts with a single key"))
    zone = StringField(_l("Time zone"))
