"""The composer as a browser without JavaScript handles it."""

import html
import re


def url(contact, kind="request", rest=""):
    return f"/contacts/{contact.id}/drafts/{kind}{rest}"


def fields(page):
    """What a browser would send back from the page, unchanged."""
    found = {}
    for tag in re.findall(r"<input\b[^>]*>", page):
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if attributes.get("type") == "radio" and "checked" not in tag:
            continue
        if "name" in attributes:
            found[attributes["name"]] = html.unescape(attributes.get("value", ""))
    for name, options in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.findall(r'<option value="([^"]*)"[^>]*\bselected\b', options)
        found[name] = chosen[0] if chosen else ""
    for name, text in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\n?(.*?)</textarea>', page, re.S):
        found[name] = html.unescape(text).replace("\n", "\r\n")
    return {name: value for name, value in found.items() if name not in ("csrf_token", "theme", "next")}
