"""What a wording is written for: its language and tone, and the message it is for."""

from dataclasses import dataclass

from infoview.i18n import DEFAULT_LANGUAGE
from infoview.models.contact import Formality
from infoview.models.message import Channel, MessageKind, Route
from infoview.outreach import wording
from infoview.outreach.routes import KINDS

TWO_WAYS = frozenset({"fr"})  # languages that speak to people in two ways
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.PHONE)


@dataclass(frozen=True, slots=True)
class Voice:
    """A language with a way to speak to people in it. `code` is the name of the folder our wordings lie in."""

    code: str
    name: str
    language: str
    formality: Formality


@dataclass(frozen=True, slots=True)
class Use:
    """A kind of message and, for a request, its route."""

    kind: MessageKind
    route: Route | None = None

    @property
    def code(self) -> str:
        """How wordings for it are named: "request-cold", "nudge"."""
        return f"{self.kind.value}-{self.route.value}" if self.route else self.kind.value


VOICES = {
    voice.code: voice
    for voice in (
        Voice("en", "English", "en", Formality.FORMAL),
        Voice("fr", "Français, vous", "fr", Formality.FORMAL),
        Voice("fr-tu", "Français, tu", "fr", Formality.FAMILIAR),
    )
}
USES = {
    use.code: use
    for kind in KINDS
    for use in ([Use(kind, route) for route in Route] if kind is MessageKind.REQUEST else [Use(kind)])
}


def voice_of(language: str, formality: Formality) -> Voice:
    """Return the voice to write in."""
    code = f"{language}-tu" if language in TWO_WAYS and formality is Formality.FAMILIAR else language
    return VOICES.get(code, VOICES[DEFAULT_LANGUAGE])


def kept_under(channel: Channel) -> Channel:
    """Return the channel whose wordings serve `channel`: a letter reads like an e-mail."""
    return Channel.EMAIL if channel is Channel.LETTER else channel


def originals(voice: Voice, use: Use, channel: Channel) -> list[wording.Original]:
    """Return our wordings for a use; where there are none for a channel, those for e-mail."""
    ours = [each for each in wording.originals(voice.language, voice.formality) if Use(each.kind, each.route) == use]
    of_channel = [each for each in ours if each.channel is kept_under(channel)]
    return of_channel or [each for each in ours if each.channel is Channel.EMAIL]


def is_used(voice: Voice, use: Use, channel: Channel) -> bool:
    """Whether such a message is ever written on that channel: nobody phones to say thank you."""
    return any(each.channel is channel for each in originals(voice, use, channel))
