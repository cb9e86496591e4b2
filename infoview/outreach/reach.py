"""How a contact can be reached: their addresses, the primary one of each kind first."""

from dataclasses import dataclass

from infoview.outreach import stored


@dataclass(frozen=True, slots=True)
class Reach:
    """The ways to somebody. `profile` is their page on LinkedIn."""

    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    profile: str | None = None


def reach_of(contact_id: int) -> Reach:
    """Return the ways to a contact: three queries."""
    urls = [row.url for row in stored.LINKS.rows(contact=contact_id)]
    return Reach(
        tuple(row.address for row in stored.EMAILS.rows(contact=contact_id)),
        tuple(row.number for row in stored.PHONES.rows(contact=contact_id)),
        next((url for url in urls if "linkedin.com/" in url.casefold()), None),
    )
