"""Vendored files, icons and templates agree with each other and with the content policy."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from caunoi.web.templatetags import caunoi as parts

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "src/caunoi/web"
STATIC = WEB / "static"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))


def icons() -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', (STATIC / parts.SPRITE).read_text("utf-8")))


def test_vendored_files_are_what_the_manifest_names() -> None:
    checked = subprocess.run([sys.executable, ROOT / "tools/vendor.py"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    named = {
        (name, template.name)
        for template in TEMPLATES
        for name in re.findall(r'{% icon "([^"]+)"', template.read_text("utf-8"))
    }
    known = icons() | set(parts.AREA_ICONS)
    assert named
    assert {pair for pair in named if pair[0] not in known} == set()


def test_every_status_and_every_area_has_its_icon() -> None:
    used = {symbol for _, symbol, _ in parts.STATUSES.values()} | set(parts.AREA_ICONS.values())
    assert used - icons() == set()


def test_no_template_has_an_inline_style_or_script() -> None:
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|\shx-on", re.IGNORECASE)
    # A tag's own words are not attributes: {% with one=… %}.
    markup = {template.name: re.sub(r"{%.*?%}", "", template.read_text("utf-8")) for template in TEMPLATES}
    found = [name for name, text in markup.items() if inline.search(text)]
    assert found == []


def test_every_file_that_a_style_sheet_names_is_there() -> None:
    for sheet in (STATIC / "caunoi/css").glob("*.css"):
        for address in re.findall(r'url\("([^"]+)"\)', sheet.read_text("utf-8")):
            assert (sheet.parent / address).exists(), f"{sheet.name}: {address}"
