"""Why a mail did not leave: kept as one word, told as a sentence."""

from typing import Any

from infoview.i18n import _l
from infoview.text import clean_line

LONGEST_ANSWER = 300

# What may be over in a while; nothing was accepted, so it is tried again by itself.
PASSING: dict[str, Any] = {
    "name": _l("The mail server was not found. Check its name, and whether this machine is online."),
    "refused": _l("The mail server does not answer on this port. Check the name and the port."),
    "silent": _l("The mail server did not answer in time. Check its name, the port and the protection."),
    "lost": _l("The connection to the mail server broke off."),
    "later": _l("The mail server asks to come back later."),
    "inside": _l("Something went wrong here while sending it. The log of infoview says more."),
    "odd": _l("What answers there does not seem to be a mail server."),
}
# What concerns the server: no other mail would fare better.
OF_THE_SERVER: dict[str, Any] = {
    "issuer": _l(
        "The certificate of the mail server is from nobody this machine trusts, so your password was not sent to it."
    ),
    "other-name": _l(
        "The certificate of the mail server is for another name, so your password was not sent to it. "
        "Use the name that your provider gives."
    ),
    "expired": _l(
        "The certificate of the mail server has expired, so your password was not sent to it. "
        "Check that the clock of this machine is right."
    ),
    "certificate": _l("The certificate of the mail server cannot be trusted, so your password was not sent to it."),
    "no-tls": _l("The mail server does not speak TLS on this port. Try STARTTLS, usually with port 587."),
    "no-starttls": _l(
        "The mail server offers no STARTTLS on this port, so your password was not sent to it. "
        "Try TLS, usually with port 465."
    ),
    "turned-away": _l("The mail server does not want to talk to this machine."),
    "no-sign-in": _l("The mail server offers no way of signing in that is known here."),
    "sign-in": _l(
        "The mail server refused the user name or the password. "
        "Many providers want an app password here, not the one you use on the web."
    ),
    "sender": _l("The mail server does not let you send from this address."),
    "password": _l(
        "The stored password cannot be opened any more, because the key it was sealed with is gone. "
        "Please type the password again."
    ),
    "no-server": _l("No mail server is set up."),
}
OF_THE_MAIL: dict[str, Any] = {
    "recipient": _l("The mail server takes no mail for this address. Check that it is written right."),
    "letters": _l("The mail server takes only addresses without accents."),
    "too-large": _l("The mail server says that the message is too large."),
    "message": _l("The mail server did not take the message."),
    "address": _l("No mail can go to this address."),
    "contact": _l("The contact was deleted meanwhile."),
    "draft": _l("Its draft was deleted meanwhile."),
}
# What has happened since the user planned a mail, and may have changed their mind.
SINCE_PLANNED: dict[str, Any] = {
    "opted-out": _l("They asked not to be written to."),
    "answered": _l("They have written back since you planned this."),
    "met": _l("You have talked, or agreed on a talk, since you planned this."),
    "written": _l("You have written this to them yourself since you planned it."),
    "meeting": _l("The meeting was changed since you planned this, and the invitation speaks of it as it was."),
    "resting": _l("You have closed or paused this contact since you planned this."),
}
IN_BETWEEN: dict[str, Any] = {
    "restored": _l("It came back with a backup, and may have been sent since that was made."),
    "imported": _l("It came with an import, and may have been sent from where it was exported."),
    "overdue": _l("It was due more than a day ago, when infoview was not running or could not send."),
    "removed": _l("The mail server was removed while it waited."),
    "stopped": _l("infoview was stopped in the very moment of handing it over. It is not sent again by itself."),
    "cut-off": _l("The connection broke in the very moment of handing it over. It is not sent again by itself."),
}
SENTENCES = PASSING | OF_THE_SERVER | OF_THE_MAIL | SINCE_PLANNED | IN_BETWEEN


class Failure(Exception):
    """A mail did not leave, for certain. `reason` is a word of SENTENCES, `answer` what the server said."""

    def __init__(self, reason: str, answer: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.answer = answer

    @property
    def may_pass(self) -> bool:
        """Whether it is worth trying again by itself."""
        return self.reason in PASSING

    @property
    def asks(self) -> bool:
        """Whether nothing is wrong, but the user may not want it to be sent any more."""
        return self.reason in SINCE_PLANNED

    @property
    def is_of_server(self) -> bool:
        """Whether no other mail would fare better now."""
        return self.reason in OF_THE_SERVER or (self.reason in PASSING and self.reason not in ("later", "inside"))


class Unknown(Exception):
    """The connection broke when the server had perhaps accepted the mail."""


def sentence(reason: str) -> str:
    """Return the sentence for a reason, "" if there is none to tell."""
    return str(SENTENCES.get(reason, ""))


def shown(answer: bytes | str, *, secrets: tuple[str, ...] = ()) -> str:
    """Return what a server said as it may be kept and shown: one line, not long, and none of our secrets."""
    text = clean_line(answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer)
    return "" if any(secret and secret in text for secret in secrets) else text[:LONGEST_ANSWER]
