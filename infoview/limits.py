"""How much may be sent at once. What is larger than anything of ours is refused before it is read."""

from io import BytesIO
from typing import IO, Any

from flask import Flask, Request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

LARGEST_UPLOAD = 12 * 1024 * 1024
LARGEST_FORM = 2 * 1024 * 1024
MOST_FIELDS = 1000


def set_up(app: Flask) -> None:
    """Bound what `app` reads of a request."""
    app.request_class = BoundedRequest
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_UPLOAD, MAX_FORM_MEMORY_SIZE=LARGEST_FORM, MAX_FORM_PARTS=MOST_FIELDS)


class BoundedForms(FormDataParser):
    """Werkzeug bounds the forms that can hold files. These are the others: strangers may send them too."""

    def parse(self, stream: IO[bytes], mimetype: str, content_length: int | None, options: Any = None) -> Any:
        """Read a form. Raises RequestEntityTooLarge."""
        if mimetype == "application/x-www-form-urlencoded":
            text = stream.read(LARGEST_FORM + 1)
            if len(text) > LARGEST_FORM or text.count(b"&") >= MOST_FIELDS:
                raise RequestEntityTooLarge
            stream = BytesIO(text)
        return super().parse(stream, mimetype, content_length, options)


class BoundedRequest(Request):
    """A request whose forms are bounded in size and in fields.

    Files stay in memory: a full or missing /tmp fails no upload, and nothing is left there.
    """

    form_data_parser_class = BoundedForms

    def _get_file_stream(self, *_: Any, **__: Any) -> BytesIO:
        return BytesIO()
