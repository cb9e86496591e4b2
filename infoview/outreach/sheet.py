"""What stands on the composer's sheet, and what the user has chosen for it."""

from dataclasses import dataclass, replace
from typing import Any

from infoview.models.draft import Draft, DraftState
from infoview.models.message import Channel, Route


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on the user's sheet. A part they have not touched follows the wording, and is not kept.

    `route`, `channel`, `wording` and `address` are None or empty while the app picks them.
    """

    subject: str
    body: str
    is_subject_touched: bool = False
    is_body_touched: bool = False
    route: Route | None = None
    channel: Channel | None = None
    wording: str = ""
    address: str = ""
    news: str = ""
    has_invitation: bool = True

    @property
    def holds_something(self) -> bool:
        """Whether the user has put anything of theirs on it."""
        chosen = (self.route, self.channel, self.wording, self.address, self.news)
        return self.is_subject_touched or self.is_body_touched or any(chosen) or not self.has_invitation

    def as_typed(self) -> "Sheet":
        """Return the sheet with both texts kept as they are, whoever wrote them."""
        return replace(self, is_subject_touched=True, is_body_touched=True)

    def put_on(self, draft: Draft) -> None:
        """Keep it all on the draft."""
        draft.subject_touched, draft.body_touched = self.is_subject_touched, self.is_body_touched
        draft.subject = self.subject if self.is_subject_touched else ""
        draft.body = self.body if self.is_body_touched else ""
        draft.route, draft.channel, draft.wording = self.route, self.channel, self.wording
        draft.address, draft.news, draft.has_invitation = self.address, self.news, self.has_invitation

    def has_texts_of(self, draft: Draft) -> bool:
        """Whether a draft holds just these texts: then nobody's can be lost."""
        return (
            (draft.subject_touched, draft.body_touched) == (self.is_subject_touched, self.is_body_touched)
            and (not draft.subject_touched or draft.subject == self.subject)
            and (not draft.body_touched or draft.body == self.body)
        )


def sheet_of(draft: Any) -> Sheet:
    """Return what is kept of a draft (a row with its columns) that is open or waits to be sent; else an empty sheet."""
    if draft is None or draft.state not in (DraftState.OPEN, DraftState.QUEUED):
        return Sheet("", "")
    return Sheet(
        draft.subject,
        draft.body,
        draft.subject_touched,
        draft.body_touched,
        draft.route,
        draft.channel,
        draft.wording,
        draft.address,
        draft.news,
        draft.has_invitation,
    )
