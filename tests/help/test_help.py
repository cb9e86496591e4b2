"""The help within the app: its links lead somewhere, its pictures are what the page says they are."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LARGEST = 60_000
PICTURE = re.compile(
    r'<source srcset="([^"?]+)[^>]*>\s*'
    r'<img src="([^"?]+)[^>]* width="(\d+)" height="(\d+)" loading="lazy" alt="[^"]{30,}"'
)


def size_of(picture):
    """Return width and height of a WebP file, as its header says."""
    assert picture[:4] + picture[8:16] == b"RIFFWEBPVP8X"
    return int.from_bytes(picture[24:27], "little") + 1, int.from_bytes(picture[27:30], "little") + 1


def test_every_link_of_the_help_leads_to_a_page_or_a_place_on_it(client):
    page = client.get("/help").text
    content = page[page.index("<main") : page.index("</main>")]
    links = re.findall(r'<a [^>]*href="([^"]+)"', content)

    assert len(links) > 12
    for link in links:
        if link.startswith("#"):
            assert f'id="{link[1:]}"' in content, link
        else:
            assert client.get(link).status_code == 200, link


def test_the_pictures_of_the_help_are_small_and_as_large_as_the_page_says(client):
    page = client.get("/help").text
    pictures = PICTURE.findall(page)

    assert len(pictures) == page.count("<img ") == 4
    for dark, light, width, height in pictures:
        for path in (dark, light):
            with client.get(path) as sent:
                assert sent.mimetype == "image/webp"
                assert len(sent.data) < LARGEST, path
                assert size_of(sent.data) == (2 * int(width), 2 * int(height)), path
        assert dark != light


def test_the_help_shows_its_pictures_in_the_colours_that_were_chosen(client):
    client.set_cookie("theme", "dark")

    page = client.get("/help").text
    assert "<source" not in page
    assert re.findall(r'<img src="/static/help/(\w+)', page) != []
    assert all("-dark.webp" in address for address in re.findall(r'<img src="([^"]+)"', page))


def test_every_picture_there_is_has_its_place(client):
    page = client.get("/help").text

    for path in (ROOT / "static" / "help").iterdir():
        assert f"/static/help/{path.name}?" in page
