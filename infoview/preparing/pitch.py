"""The user's introduction: how long it takes to say, and what to think of that."""

from infoview.accounts.queries import PITCH_SECONDS, reading_seconds
from infoview.boxes import Box
from infoview.errors import Invalid
from infoview.i18n import _, ngettext

SHORTEST, LONGEST = PITCH_SECONDS
AIM = 25  # seconds
MOST_LETTERS = 2000  # as the profile takes it


class PitchBox(Box):
    """The introduction, as long as the profile takes it."""

    __slots__ = ()

    def read(self, text: str) -> str:
        """Return the introduction. Raises Invalid if it is too long."""
        pitch = str(super().read(text))
        if len(pitch) > MOST_LETTERS:
            raise Invalid(self.name, _("This is too long: at most %(max)d characters.", max=MOST_LETTERS))
        return pitch


def opinions() -> dict[str, str]:
    """Return what is said about an introduction that is short, right or long."""
    return {
        "short": _("There is room for one more sentence: why you ask them."),
        "right": _("A good length."),
        "long": _("A little long to listen to. Who you are and why you ask is enough; the rest comes up by itself."),
    }


def length_words(pitch: str) -> str:
    """Return how long it takes to say, with an opinion of it; "" for none."""
    seconds = reading_seconds(pitch)
    if not seconds:
        return ""
    kind = "short" if seconds < SHORTEST else "long" if seconds > LONGEST else "right"
    aloud = ngettext("About %(num)s second aloud.", "About %(num)s seconds aloud.", seconds)
    return f"{aloud} {opinions()[kind]}"
