"""The mail servers of well-known providers: facts, looked up nowhere."""

from dataclasses import dataclass

from infoview.models.mail import Security

TLS, STARTTLS = (Security.TLS, 465), (Security.STARTTLS, 587)


@dataclass(frozen=True, slots=True)
class Usual:
    """The server a provider has for sending. `wants_app_password` is whether it refuses the usual password.

    `takes_none` is a provider that lets no other program in with a password.
    """

    host: str
    security: Security
    port: int
    wants_app_password: bool = False
    takes_none: bool = False


_SERVERS = {
    "aol.com": Usual("smtp.aol.com", *TLS, wants_app_password=True),
    "fastmail.com": Usual("smtp.fastmail.com", *TLS, wants_app_password=True),
    "free.fr": Usual("smtp.free.fr", *TLS),
    "gmail.com": Usual("smtp.gmail.com", *TLS, wants_app_password=True),
    "gmx.com": Usual("mail.gmx.com", *STARTTLS),
    "gmx.net": Usual("mail.gmx.net", *STARTTLS),
    "icloud.com": Usual("smtp.mail.me.com", *STARTTLS, wants_app_password=True),
    "laposte.net": Usual("smtp.laposte.net", *TLS),
    "mailbox.org": Usual("smtp.mailbox.org", *TLS),
    "orange.fr": Usual("smtp.orange.fr", *TLS),
    "outlook.com": Usual("smtp-mail.outlook.com", *STARTTLS, takes_none=True),
    "posteo.de": Usual("posteo.de", *TLS),
    "sfr.fr": Usual("smtp.sfr.fr", *TLS),
    "t-online.de": Usual("securesmtp.t-online.de", *TLS, wants_app_password=True),
    "web.de": Usual("smtp.web.de", *STARTTLS),
    "yahoo.com": Usual("smtp.mail.yahoo.com", *TLS, wants_app_password=True),
    "zoho.com": Usual("smtp.zoho.com", *TLS, wants_app_password=True),
}
_SAME = {
    "fastmail.fm": "fastmail.com",
    "gmx.at": "gmx.net",
    "gmx.ch": "gmx.net",
    "gmx.de": "gmx.net",
    "gmx.fr": "gmx.com",
    "googlemail.com": "gmail.com",
    "hotmail.com": "outlook.com",
    "hotmail.fr": "outlook.com",
    "live.com": "outlook.com",
    "live.fr": "outlook.com",
    "mac.com": "icloud.com",
    "me.com": "icloud.com",
    "msn.com": "outlook.com",
    "outlook.fr": "outlook.com",
    "posteo.net": "posteo.de",
    "wanadoo.fr": "orange.fr",
    "yahoo.co.uk": "yahoo.com",
    "yahoo.de": "yahoo.com",
    "yahoo.fr": "yahoo.com",
    "ymail.com": "yahoo.com",
}


def usual(address: str) -> Usual | None:
    """Return the server that sends for an address, if its provider is known here."""
    domain = address.rpartition("@")[2].casefold()
    return _SERVERS.get(_SAME.get(domain, domain))
