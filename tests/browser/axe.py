"""What every page must pass in the browser: accessibility and no scrolling sideways."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = ("serious", "critical")


def assert_accessible(page: Page) -> None:
    """axe-core finds nothing serious or critical on the page as it stands now."""
    violations = Axe().run(page).response["violations"]
    found = [_words(violation) for violation in violations if violation["impact"] in GRAVE]
    assert not found, f"{page.url}:\n" + "\n".join(found)


def _words(violation: dict) -> str:
    places = "; ".join(node["html"][:160] for node in violation["nodes"][:4])
    return f"{violation['id']} ({violation['impact']}), {len(violation['nodes'])} times: {places}"


def assert_no_sideways_scroll(page: Page) -> None:
    """The page is no wider than the window; a wide table may scroll inside its own frame."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= window, f"{page.url} is {wide} px wide in a window of {window} px: {_widest(page)}"


def _widest(page: Page) -> list[str]:
    return page.evaluate(
        """() => [...document.querySelectorAll("main *, header *, nav *")]
            .filter((part) => part.getBoundingClientRect().right > window.innerWidth + 1)
            .slice(0, 5).map((part) => part.outerHTML.slice(0, 120))"""
    )
