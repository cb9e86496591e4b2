"""Text that a mail program broke into lines only for the journey (RFC 3676)."""


def unflowed(text: str, *, is_joined: bool = False) -> str:
    """Return the paragraphs again: a line that ends with a space goes on in the next of the same depth of quotes.

    `is_joined` says that this space is no space between words.
    """
    done: list[str] = []
    paragraph: list[str] = []
    depth = 0
    for line in text.split("\n"):
        words = line.lstrip(">")
        deep = len(line) - len(words)
        words = words.removeprefix(" ")
        if paragraph and deep != depth:
            done.append(_marked(depth, paragraph))
            paragraph = []
        depth = deep
        goes_on = words.endswith(" ") and words != "-- "
        paragraph.append(words[:-1] if goes_on and is_joined else words)
        if not goes_on:
            done.append(_marked(depth, paragraph))
            paragraph = []
    if paragraph:
        done.append(_marked(depth, paragraph))
    return "\n".join(done)


def _marked(depth: int, paragraph: list[str]) -> str:
    return " ".join(filter(None, (">" * depth, "".join(paragraph))))
