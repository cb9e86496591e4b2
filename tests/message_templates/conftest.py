"""What the tests of templates share: pages of one of ours, and a wording of the user's own."""

import pytest

from infoview.message_templates import actions
from infoview.message_templates.voices import USES, VOICES
from infoview.models.message import Channel

COLD = "/templates/originals/en/email/request-cold-1"
PLAIN = {
    "name": "Plain",
    "subject": "A question",
    "body": "[[Dear {contact.name}||Hello]],\n\nmay I ask you something?",
}
OWN = {**PLAIN, "use": "request-cold", "channel": "email", "voice": "en"}


def content(name="Plain", *, subject="A question", body="Hello", use="request-cold", channel=Channel.EMAIL, voice="en"):
    """What a wording is made of."""
    return actions.Content(name, subject, body, USES[use], channel, VOICES[voice])


@pytest.fixture
def led_to(client):
    """Opens the page that an answer leads to."""
    return lambda answer: client.get(answer.location).text


@pytest.fixture
def undo(client):
    """Presses Undo in the notice on a page."""
    return lambda page: client.post("/changes/" + page.split('action="/changes/')[1].split('"')[0])
