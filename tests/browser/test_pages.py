"""Every page of tools/screens.yaml as the fitting member of the demo's cast: accessible, narrow, light, printable."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response
from tools.screens import Screen, demo, log_in, screens

from tests.browser.axe import assert_accessible, assert_no_sideways_scroll

pytestmark = pytest.mark.browser
SCREENS = screens([])
FIRST_LOAD, LATER_PAGE = 150 * 1024, 30 * 1024
#: What remains of A4 between the margins of print.css, in CSS pixels: upright, and lying for `print-wide`.
UPRIGHT, LYING = 703, 1031
PHONE_WIDTH = {"width": 390, "height": 844}
SAID = ("error", "warning")


@dataclass
class Site:
    """The running demo, and the cookies of everybody who has logged in."""

    browser: Browser
    address: str
    password: str
    cookies: dict[str, Any] = field(default_factory=dict)

    def state(self, user: str) -> Any:
        """The browser's state of that user after the log-in page; None for a guest."""
        if user and user not in self.cookies:
            context = self.browser.new_context(base_url=self.address)
            log_in(context.new_page(), user, self.password)
            self.cookies[user] = context.storage_state()
            context.close()
        return self.cookies.get(user)


@pytest.fixture(scope="module")
def site(browser: Browser) -> Iterator[Site]:
    with demo() as (address, password):
        yield Site(browser, address, password)


@pytest.fixture
def visit(open_window: Callable[..., Page], site: Site) -> Callable[..., tuple[Page, Response]]:
    """`visit(screen)` opens the page in a window of its own, as its user; any word on the console fails."""

    def open_page(screen: Screen, **options: object) -> tuple[Page, Response]:
        page = open_window(base_url=site.address, storage_state=site.state(screen.user), **options)
        said: list[str] = []
        page.on("console", lambda line: said.append(line.text) if line.type in SAID else None)
        answer = page.goto(screen.path)
        assert answer is not None
        page.evaluate("document.fonts.ready")
        assert not said, f"{screen.name} said on the console: {said}"
        return page, answer

    return open_page


def named(screen: Screen) -> str:
    return screen.name


@pytest.mark.parametrize("screen", SCREENS, ids=named)
def test_a_page_is_accessible_light_and_narrow_and_prints_every_column(screen, visit):
    page, answer = visit(screen)
    assert answer.status == 200
    _assert_light(answer)
    assert_accessible(page)
    page.set_viewport_size(PHONE_WIDTH)
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    _assert_prints(page)


def _assert_light(answer: Response) -> None:
    assert answer.headers.get("content-encoding") == "gzip", answer.url
    size = answer.request.sizes()["responseBodySize"]
    assert 0 < size < LATER_PAGE, f"{answer.url} weighs {size} bytes"


def _assert_prints(page: Page) -> None:
    """On A4 nothing is wider than the paper; what the page says in a table is all on it."""
    page.emulate_media(media="print")
    lying = page.locator("body.print-wide").count() == 1
    width = LYING if lying else UPRIGHT
    page.set_viewport_size({"width": width, "height": 1000})
    wide = page.evaluate("document.documentElement.scrollWidth")
    cut = page.evaluate(
        """(width) => [...document.querySelectorAll("main :is(td, th, p, dd, pre)")]
            .filter((part) => part.getBoundingClientRect().right > width + 1)
            .slice(0, 5).map((part) => part.outerHTML.slice(0, 160))""",
        width,
    )
    assert not cut, f"{page.url} is cut on paper: {cut}"
    assert wide <= width, f"{page.url} is {wide} px wide on paper of {width} px"


@pytest.mark.parametrize("name", ["heat-map", "totals-by-unit", "desk"])
def test_the_printed_file_is_a4_lying_for_a_wide_table_and_upright_for_the_desk(name, visit, tmp_path):
    [screen] = screens([name])
    page, _answer = visit(screen)
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    told = subprocess.run(["pdfinfo", tmp_path / "page.pdf"], check=True, capture_output=True, text=True)
    size = re.search(r"Page size: +([\d.]+) x ([\d.]+) pts", told.stdout)
    assert size, told.stdout
    paper = tuple(round(float(side)) for side in size.groups())
    assert paper == ((595, 842) if name == "desk" else (842, 595))


@pytest.mark.parametrize("name", ["login", "desk", "review", "sheet"])
def test_the_first_load_of_a_page_stays_under_its_budget_without_the_font(name, visit, open_window, site):
    [screen] = screens([name])
    page = open_window(base_url=site.address, storage_state=site.state(screen.user))
    loaded: list[Response] = []
    page.on("response", lambda one: loaded.append(one))
    page.goto(screen.path, wait_until="networkidle")
    parts = {one.url: one for one in loaded if not one.url.endswith(".woff2")}
    weight = sum(one.request.sizes()["responseBodySize"] for one in parts.values())
    assert len(parts) > 5
    assert weight < FIRST_LOAD, {url: one.request.sizes()["responseBodySize"] for url, one in parts.items()}


def test_the_list_of_screens_has_every_kind_of_page_once():
    names = [screen.name for screen in SCREENS]
    assert len(names) == len(set(names))
    assert len(SCREENS) >= 45


def test_a_plan_is_compared_by_the_keyboard_alone(visit):
    """Enter confirms the likest answer and goes on to the next; X throws out; the verdict follows at once."""
    page, _ = visit(Screen("plan", "/ke-hoach/4/", "chuyenvien"))
    page.keyboard.press("j")
    first = page.locator("article.finding-card.is-current").get_attribute("id")
    page.keyboard.press("Enter")
    page.locator(f"#{first}[data-state=confirmed]").wait_for()
    page.locator(f"article.finding-card.is-current:not(#{first})").wait_for()
    second = page.locator("article.finding-card.is-current").get_attribute("id")
    assert page.locator("#tien-do").inner_text().startswith("1 trên 5")
    page.keyboard.press("x")
    page.locator(f"#{second}[data-state=rejected]").wait_for()
