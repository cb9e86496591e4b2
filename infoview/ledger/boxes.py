"""What can be written in a line of the ledger: saved while it is typed, on whatever page it stands."""

from datetime import date
from typing import Any

from infoview.boxes import Box, Line, Url
from infoview.models.ledger import LedgerEntry, Resource, ResourceKind


def boxes_of(entry: LedgerEntry, name: str) -> list[Box]:
    """Return the boxes of a line; their names begin with `name`."""
    boxes = [Box(name, entry, "body", Line), Box(f"{name}-day", entry, "due_on", date)]
    if hasattr(entry, "url"):
        boxes.append(Box(f"{name}-url", entry, "url", Url))
    if isinstance(entry, Resource):
        boxes.append(Box(f"{name}-kind", entry, "kind", ResourceKind))
    return boxes


def answered(boxes: list[Box], typed: Any) -> list[Box]:
    """Return the boxes without those that cannot be empty and were sent empty: nothing was chosen there."""
    return [box for box in boxes if box.kind is not ResourceKind or any(map(str.strip, typed.get(box.name, [])))]
