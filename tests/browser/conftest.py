"""A real Chromium for the tests: one browser for the run, a fresh profile for each test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

# Playwright's sync interface keeps an event loop in the test's thread, which Django takes for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
OURS = {"localhost", "127.0.0.1", ""}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Its absence fails the test: a browser test that is skipped proves nothing."""
    program = os.environ.get("CAUNOI_CHROMIUM") or shutil.which("chromium")
    if program is None:
        pytest.fail("Chromium is missing: install the Debian package chromium (apt-get install chromium).")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """Script errors, refusals of the content policy and calls to other hosts: any of them fails the test."""
    collected: list[str] = []
    yield collected
    assert not collected, "The page misbehaved:\n" + "\n".join(collected)


@pytest.fixture
def open_window(browser: Browser, faults: list[str]) -> Iterator[Callable[..., Page]]:
    """`open_window(viewport)` gives a page in a profile of its own: a second user in the same test."""
    contexts: list[BrowserContext] = []

    def open_one(viewport: dict[str, int] = DESKTOP, **options: object) -> Page:
        context = browser.new_context(
            viewport=viewport, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", **options
        )
        contexts.append(context)
        return _watched(context.new_page(), faults)

    yield open_one
    for context in contexts:
        context.close()


def _watched(page: Page, faults: list[str]) -> Page:
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("console", lambda said: _note_refusal(said.text, faults))
    page.on("request", lambda request: _note_stranger(request.url, faults))
    return page


def _note_refusal(text: str, faults: list[str]) -> None:
    if "Content Security Policy" in text:
        faults.append(text)


def _note_stranger(url: str, faults: list[str]) -> None:
    if (urlsplit(url).hostname or "") not in OURS:
        faults.append(f"The page called another host: {url}")


@pytest.fixture
def page(open_window: Callable[..., Page]) -> Page:
    """A desk's window, 1280 × 800."""
    return open_window(DESKTOP)


@pytest.fixture
def phone(open_window: Callable[..., Page]) -> Page:
    """A telephone's window, 390 × 844."""
    return open_window(PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def screenshot(tmp_path: Path) -> Callable[[Page, str], Path]:
    """`screenshot(page, "desk")` → desk-1280.png in CAUNOI_SCREENS (`make screens`) or a temporary folder."""
    folder = Path(os.environ.get("CAUNOI_SCREENS") or tmp_path)

    def shoot(page: Page, name: str) -> Path:
        page.evaluate("document.fonts.ready")
        width = page.viewport_size["width"] if page.viewport_size else 0
        path = folder / f"{name}-{width}.png"
        page.screenshot(path=path, full_page=width == PHONE["width"])
        return path

    return shoot
