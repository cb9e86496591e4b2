"""Rules of the house that a machine can keep."""

import ast
import gzip
import hashlib
import re
from base64 import b64encode
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CODE = sorted((ROOT / "infoview").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
# Which modules may know the web: views and forms of features, and the ground they stand on.
WEB = {"views.py", "forms.py", "labels.py"}
WEB_GROUND = {
    "__init__.py",
    "admission.py",
    "cli.py",
    "db.py",
    "forms.py",
    "health.py",
    "i18n.py",
    "refusals.py",
    "limits.py",
    "web.py",
}
PUBLIC = {
    *("accounts.welcome", "accounts.sign_in", "accounts.choose_theme", "health.check", "static"),
    *("at_hand.offline", "at_hand.worker", "calendar.feed"),
}
VENDORED = {
    "htmx-4.0.1.min.js": "Qp9rdC8H7EqOoX+nR0P3RPG2Noji+qdwJlGpfzwQJsfOpp3sGwIdSP9xO3+UlEhn",
    "sortable-1.15.7.min.js": "DgmC6Xe2bSN2WjTDXzWYbUbxyhNP+NNkGDR/g78pCXV7E7rcVTGxVg0uIVCUUcBc",
}


def name(path):
    return str(path.relative_to(ROOT))


def imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_there_is_one_commit():
    commits = [name(path) for path in CODE for _ in re.findall(r"\.commit\(", path.read_text())]

    assert commits == ["infoview/db.py"]


@pytest.mark.parametrize("path", CODE, ids=name)
def test_the_domain_does_not_know_the_web(path):
    place = path.relative_to(ROOT / "infoview")
    if path.name in WEB or (len(place.parts) == 1 and path.name in WEB_GROUND):
        return

    web = {"flask", "werkzeug", "wtforms", "flask_wtf", "infoview.web"}
    assert [module for module in imports(path) if module in web or module.split(".")[0] in web] == []


@pytest.mark.parametrize("path", CODE, ids=name)
def test_a_feature_does_not_reach_into_another_ones_views_or_forms(path):
    place = path.relative_to(ROOT / "infoview")
    if len(place.parts) < 2:
        return

    others = [module for module in imports(path) if re.fullmatch(r"infoview\.\w+\.(views|forms)", module)]
    assert [module for module in others if module.split(".")[1] != place.parts[0]] == []


@pytest.mark.parametrize("path", CODE, ids=name)
def test_only_the_ground_knows_owners_and_the_time(path):
    text = path.read_text()

    if path.name not in {"base.py", "bulk.py", "db.py", "history.py"} and "migrations" not in path.parts:
        assert not re.search(r"\.owner_id|\bowner_id\s*=", text)
    if path.name != "clock.py":
        assert not re.search(r"datetime\.(now|utcnow|today)\(|date\.today\(|time\.time\(", text)


def test_packages_hold_a_docstring_only():
    for path in CODE:
        if path.name == "__init__.py" and path.parent != ROOT / "infoview" and path.parent.name != "models":
            assert len(ast.parse(path.read_text()).body) == 1, name(path)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_hold_no_inline_script_or_style_and_do_not_compute(path):
    text = path.read_text()

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:|\|\s*safe|<script(?![^>]*\bsrc=)", text)
    for expression in re.findall(r"\{[{%](.*?)[%}]\}", text, re.S):
        bare = re.sub(r'"[^"]*"|\'[^\']*\'', "", expression)
        assert not re.search(r"\s[+*/]\s|\s-\s|now\(|strftime|query", bare), expression


@pytest.mark.parametrize("path", SCRIPTS + STYLES, ids=name)
def test_files_of_the_browser_stay_small(path):
    assert len(path.read_text().splitlines()) <= (150 if path.suffix == ".css" else 90)


def test_styles_use_the_colours_of_the_tokens():
    for path in STYLES:
        if path.name not in {"tokens.css"}:
            assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?=\s*[;,)])|\brgba?\(", path.read_text()), path.name


def test_styles_and_scripts_are_sent_without_comments_and_indentation_and_lose_nothing_else(client):
    for path in (*STYLES, *SCRIPTS):
        source = path.read_text()
        if path.suffix == ".js":
            assert not any(line.count("`") % 2 for line in source.splitlines()), f"{path.name}: a text of several lines"
        else:
            assert not re.search(r"""["'][^"'\n]*/\*""", source), f"{path.name}: the sign of a comment in a text"
    sent = client.get("/static/css/tokens.css", headers={"Accept-Encoding": "gzip"})
    kept = gzip.decompress(sent.data).decode()
    sent.close()

    words = re.sub(r"/\*.*?\*/", "", (ROOT / "static/css/tokens.css").read_text(), flags=re.DOTALL).split()
    assert kept.split() == words
    assert "/*" not in kept
    assert "\n " not in kept


def test_vendored_files_are_what_they_were():
    for file, checksum in VENDORED.items():
        digest = hashlib.sha384((ROOT / "static" / "vendor" / file).read_bytes()).digest()
        assert b64encode(digest).decode() == checksum, file
    assert {path.name for path in (ROOT / "static" / "vendor").glob("*.js")} == set(VENDORED)


def test_every_route_but_a_named_few_needs_sign_in(app):
    public = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint == "static" or getattr(app.view_functions[rule.endpoint], "is_public", False)
    }

    assert public == PUBLIC


JINJA = re.compile(r"\{% block (?:page|entry)_class %\}.*?\{% endblock %\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
TAG = re.compile(r"<!.*?>|<[^<>]*(?:\"[^\"]*\"[^<>]*)*>", re.S)
NAMES = {"infoview", "· infoview", "LinkedIn", "Gmail", "Outlook", "Connections.csv"}


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_texts_of_templates_go_through_gettext(path):
    lines = [line.strip() for line in TAG.sub("\n", JINJA.sub("", path.read_text())).splitlines()]

    assert [line for line in lines if re.search(r"[A-Za-z]{3,}", line) and line not in NAMES] == []
