"""What a browser tells when it subscribes to pushes."""

from infoview.forms import Form, line
from infoview.i18n import _l


class SubscribeForm(Form):
    """Where a browser takes pushes, and its keys."""

    endpoint = line("", required=_l("The browser did not say where it takes pushes."), longest=1000)
    p256dh = line("", required=_l("The browser sent no keys."), longest=200)
    auth = line("", required=_l("The browser sent no keys."), longest=100)
