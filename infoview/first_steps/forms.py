"""The form of the first minute."""

from infoview.forms import Form, line
from infoview.i18n import _l


class FirstStepsForm(Form):
    """What the user explores, and one person in one line; both may be left empty."""

    exploring = line(_l("What are you exploring?"), longest=300)
    person = line(_l("Who is one person you could ask?"), longest=500)
