"""Rules of the field that were broken, worded for the user."""


class Invalid(Exception):
    """A value that cannot be accepted. `message` is shown beside the form field named `field`."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


class Refused(Exception):
    """An act that is not possible now, with the reason as a sentence: answered with 409."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Stale(Refused):
    """A save from a page that is older than what is stored.

    `theirs` holds what is stored now, by form field, so that both texts can be shown.
    """

    def __init__(self, message: str, theirs: dict[str, object]) -> None:
        super().__init__(message)
        self.theirs = theirs


class NotThere(Exception):
    """Something the owner does not have, or has deleted: answered with 404."""


class AlreadyDone(Exception):
    """A form that was sent before. `location` is where its answer was, if it has a place."""

    def __init__(self, location: str | None) -> None:
        super().__init__(location)
        self.location = location


class WrongSetting(Exception):
    """A setting of the environment that cannot be used: stops the start."""


class CannotStart(Exception):
    """A state of folder or database on which the app refuses to start."""
