"""What is known about the senders of replies."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from infoview.db import db, owner_id
from infoview.models import Account, Contact, EmailAddress, MailServer, Message
from infoview.models.message import Direction, MessageKind


@dataclass(frozen=True, slots=True)
class NewAddress:
    """An address a contact has written from that is not noted yet, and the message that came from it."""

    message_id: int
    address: str


def own_addresses() -> list[str]:
    """Return the addresses the user writes from."""
    account = db.session.get(Account, owner_id())
    senders = db.session.scalars(select(MailServer.sender))
    return [*([account.email] if account else []), *senders]


def new_address(contact_id: int, noted: Collection[str]) -> NewAddress | None:
    """Return the address of the newest reply if it is not among those noted; that of automatic mail never."""
    theirs = select(Message.id, Message.address).where(
        Message.contact_id == contact_id,
        Message.direction == Direction.IN,
        Message.kind == MessageKind.REPLY,
        Message.withdrawn_at.is_(None),
    )
    row = db.session.execute(theirs.order_by(Message.sent_at.desc(), Message.id.desc()).limit(1)).one_or_none()
    if row is None or not row.address or row.address.casefold() in {address.casefold() for address in noted}:
        return None
    return NewAddress(row.id, row.address)


def whose(addresses: Sequence[str], *, but: int) -> str:
    """Return the name of another contact one of the addresses is noted for, or an empty text."""
    folded = [address.casefold() for address in addresses if address]
    found = (
        select(Contact.full_name)
        .join(EmailAddress, EmailAddress.contact_id == Contact.id)
        .where(EmailAddress.folded.in_(folded), Contact.id != but)
    )
    return (db.session.scalar(found.order_by(Contact.id).limit(1)) if folded else None) or ""
