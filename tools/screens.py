"""`make screens`: pictures of the pages of tools/screens.yaml, from a demo of its own, into docs/screens/.

python -m tools.screens [NAME…]    only these
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml
from playwright.sync_api import Browser, Page, sync_playwright

from tools.console import ROOT, Failed, main, phase, without_settings
from tools.home import Home
from tools.postgres import free_port
from tools.run import caunoi, prepare
from tools.supervisor import ending_on_signals, serving
from tools.system import CHROMIUM_NAMES, TEST_NEEDS, program, provide

LIST = ROOT / "tools/screens.yaml"
FOLDER = ROOT / "docs/screens"
#: Width → the least and the greatest height of its picture: the folder is part of the repository.
SIZES = {1280: (800, 900), 390: (844, 1000)}
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]


@dataclass(frozen=True)
class Screen:
    """One page to be taken, as that member of the demo's cast; without a user before log-in."""

    name: str
    path: str
    user: str = ""
    click: str = ""
    picture: bool = True


def screens(wanted: list[str]) -> list[Screen]:
    """The listed pages, or those named; raises :class:`Failed` on a name that is not listed."""
    listed = [Screen(**entry) for entry in yaml.safe_load(LIST.read_text("utf-8"))]
    if unknown := set(wanted) - {screen.name for screen in listed}:
        raise Failed(f"Not in {LIST.name}: {', '.join(sorted(unknown))}.")
    return [screen for screen in listed if not wanted or screen.name in wanted]


@contextmanager
def demo() -> Iterator[tuple[str, str]]:
    """The site with a fresh demo in a temporary home: its address and the cast's password."""
    with tempfile.TemporaryDirectory(prefix="caunoi-screens-") as folder:
        home, port = Home(Path(folder)), free_port()
        env = without_settings(CAUNOI_HOME=folder)
        prepare(home, env)
        with serving(home, port, env):
            yield f"http://localhost:{port}", password(env)


def password(env: Mapping[str, str]) -> str:
    """The password that the demo's cast shares: the last word that `caunoi demo accounts` prints."""
    return caunoi("demo", "accounts", env=env).split()[-1]


def take(browser: Browser, address: str, screen: Screen, secret: str) -> None:
    """Both widths of one page; raises :class:`Failed` when it answers with an error."""
    context = browser.new_context(
        base_url=address, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", reduced_motion="reduce"
    )
    page = context.new_page()
    if screen.user:
        log_in(page, screen.user, secret)
    show(page, screen)
    for width, (least, most) in SIZES.items():
        page.set_viewport_size({"width": width, "height": least})
        tall = page.evaluate("document.documentElement.scrollHeight")
        # A window as tall as the page, not a full-page picture: bars that stick stay where people see them.
        page.set_viewport_size({"width": width, "height": min(max(tall, least), most)})
        page.screenshot(path=FOLDER / f"{screen.name}-{width}.png", animations="disabled")
    context.close()


def log_in(page: Page, user: str, secret: str) -> None:
    """Through the log-in page, as a person would."""
    page.goto("/dang-nhap/")
    page.fill("input[name=username]", user)
    page.fill("input[name=password]", secret)
    page.locator("form:has(input[name=password]) [type=submit]").click()
    if page.locator("input[name=password]").count():
        raise Failed(f"{user} could not log in.", "`caunoi demo accounts` lists the demo's cast.")


def show(page: Page, screen: Screen) -> None:
    """Open the page and let its fonts and scripts come to rest."""
    answer = page.goto(screen.path)
    if answer is None or answer.status >= 400:
        raise Failed(f"{screen.name}: {screen.path} answers {answer.status if answer else 'nothing'}.")
    if screen.click:
        page.get_by_text(screen.click, exact=True).first.click()
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")


def take_all(wanted: list[str]) -> None:
    """Every page, with its seconds."""
    chosen = [screen for screen in screens(wanted) if screen.picture or wanted]
    provide(tuple(need for need in TEST_NEEDS if need.package == "chromium"))
    FOLDER.mkdir(parents=True, exist_ok=True)
    with ending_on_signals(130), demo() as (address, secret), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(CHROMIUM_NAMES), args=FLAGS)
        for screen in chosen:
            with phase(screen.name):
                take(browser, address, screen, secret)
        browser.close()


if __name__ == "__main__":
    sys.exit(main(lambda: take_all(sys.argv[1:])))
