"""The links that open a finished message in another program, with its recipient, subject and body."""

from dataclasses import dataclass
from urllib.parse import quote

from infoview.outreach.delivery import Letter
from infoview.text import clean_line

LONGEST_MAILTO = 1_800  # Windows hands a mail program about 2,000 characters


@dataclass(frozen=True, slots=True)
class Way:
    """A link that opens a letter: `pattern` has places for subject and body, `filled` has them in it.

    `longest` is how long it may be; 0 if that does not matter.
    """

    pattern: str
    filled: str
    longest: int = 0

    @property
    def is_too_long(self) -> bool:
        """Whether the other program could cut it off."""
        return bool(self.longest) and len(self.filled) > self.longest

    @property
    def link(self) -> str:
        """The link to take: one that is too long goes without the body."""
        return self.filled.partition("&body=")[0] if self.is_too_long else self.filled


@dataclass(frozen=True, slots=True)
class WaysOut:
    """Where a letter can be opened."""

    mail_program: Way
    gmail: Way
    outlook: Way
    outlook_at_work: Way
    yahoo: Way


def ways_out(letter: Letter) -> WaysOut:
    """Return the links that open `letter` in a mail program or on the web.

    Mail breaks lines with both characters, and a space is never a plus.
    """
    address = clean_line(letter.address)
    to, text = quote(address, safe=""), "subject={subject}&body={body}"
    subject, body = quote(clean_line(letter.subject), safe=""), quote("\r\n".join(letter.body.splitlines()), safe="")

    def way(pattern: str, longest: int = 0) -> Way:
        return Way(pattern, pattern.replace("{subject}", subject).replace("{body}", body), longest)

    return WaysOut(
        mail_program=way(f"mailto:{quote(address, safe='@')}?{text}", LONGEST_MAILTO),
        gmail=way(f"https://mail.google.com/mail/?view=cm&fs=1&to={to}&su={{subject}}&body={{body}}"),
        outlook=way(f"https://outlook.live.com/mail/0/deeplink/compose?to={to}&{text}"),
        outlook_at_work=way(f"https://outlook.office.com/mail/deeplink/compose?to={to}&{text}"),
        yahoo=way(f"https://compose.mail.yahoo.com/?to={to}&{text}"),
    )
