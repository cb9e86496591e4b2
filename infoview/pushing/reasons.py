"""Why a push did not arrive: kept as one word, told as a sentence."""

from typing import Any

from infoview.i18n import _, _l

SENTENCES: dict[str, Any] = {
    "unreachable": _l("The push service of the browser could not be reached."),
    "later": _l("The push service of the browser asks to come back later."),
    "gone": _l("The browser is told no more. Open “On your phone and laptop” there to switch it on again."),
    "key": _l(
        "The browser knows another key of this server. Open “On your phone and laptop” there, and it is put right."
    ),
    "refused": _l("The push service of the browser refused the push."),
    "host": _l("infoview may not speak with the push service of this browser."),
    "own-key": _l("The key for pushes on this server cannot be used. The log of infoview says more."),
    "stopped": _l("infoview was stopped in the very moment of pushing."),
}


def sentence(reason: str) -> str:
    """Return why a push did not arrive, in words; "" if nothing went wrong."""
    return str(SENTENCES.get(reason, _("The push did not arrive."))) if reason else ""
