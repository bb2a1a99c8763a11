"""From a click to the new text on screen, in a real browser: `python -m benchmarks.browser_clicks`.

The bare page and Waymark are served side by side and take turns, click by click, so that a busy moment of the machine
meets both. Time is taken inside the page: from the click until the DOM holds the new text. Then cold visits: a new
browser context, nothing cached, until the page's title stands there.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from analysis.readiness import readiness
from benchmarks import servers
from benchmarks.figures import median, number, percentile, print_table, verdict
from benchmarks.people import TARGET, beginning, experienced
from benchmarks.servers import Server
from careerdata import loader
from careerdata.dataset import Dataset
from pages.shared.serving import KEY_COOKIE, is_key
from profiles.store import Store, open_store

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
#: People with keys of the right form: two have rated everything, one answers the short assessment.
TRYING_KEY, AIMING_KEY, BEGINNING_KEY = (name.ljust(43, "0") for name in ("trying", "aiming", "beginning"))
#: The short assessment ends after 25 answers; begin again before that.
ANSWERS_A_VISIT = 20
#: Milliseconds between clicks, so that one is over when the next begins; and until an answer counts as lost.
PAUSE, PATIENCE = 250, 20_000
MAX_CLICKS, MAX_LOADS = 300, 50
#: Clicks of each kind that are not counted.
WARM_UP = 2
CLICK_P95, CLICK_RATIO, LOAD_RATIO = 100.0, 2.0, 1.2

#: Clicks, and waits until the text that a selector finds differs; gives milliseconds.
CLICK = """([target, watched, pattern, patience]) => new Promise((resolve, reject) => {
  const read = () => [...document.querySelectorAll(watched)].map(e => e.textContent).find(t => t.match(pattern)) || '';
  const found = [...document.querySelectorAll(target[0])].filter(e => e.textContent.match(target[1]));
  if (!found.length || !read()) { reject(new Error(`nothing to click or watch: ${target}, ${watched}`)); return; }
  const before = read();
  const observer = new MutationObserver(() => {
    const now = read();
    if (now && now !== before) { observer.disconnect(); resolve(performance.now() - start); }
  });
  observer.observe(document.body, {subtree: true, childList: true, characterData: true});
  setTimeout(() => { observer.disconnect(); reject(new Error(`no new text after ${target}`)); }, patience);
  const start = performance.now();
  found[0].click();
})"""

#: Notes when the title first stands in the document, in milliseconds since the visit began.
FIRST_TEXT = """() => {
  const look = () => {
    const title = document.querySelector('h1');
    if (title && title.textContent.trim() && !window.firstText) window.firstText = performance.now();
  };
  new MutationObserver(look).observe(document, {subtree: true, childList: true, characterData: true});
}"""


@dataclass
class Clicks:
    """One kind of click: on what, and which text it renews."""

    name: str
    page: Page
    target: Callable[[], tuple[str, str]]
    """Selector of what may be clicked, and a pattern its text matches; the first match is clicked."""
    watched: str
    pattern: str
    """Of all elements `watched` selects, the first whose text matches this."""
    begin: Callable[[], None]
    """Brings the page to where clicking can begin."""
    clicks_a_visit: int = WARM_UP + MAX_CLICKS
    times: list[float] = field(default_factory=list)

    def click(self, place: int, *, is_counted: bool) -> None:
        """Click once and note the time."""
        if place % self.clicks_a_visit == 0:
            self.begin()
        arguments = [self.target(), self.watched, self.pattern, PATIENCE]
        took = float(self.page.evaluate(CLICK, arguments))
        if is_counted:
            self.times.append(took)
        self.page.wait_for_timeout(PAUSE)


def page_of(browser: Browser, server: Server, key: str = "") -> Page:
    """Open a tab in a context of its own, with a person's key."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    if key:
        assert is_key(key)
        context.add_cookies([{"name": KEY_COOKIE, "value": key, "url": server.url}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    return page


def clicks_on(browser: Browser, bare: Server, waymark: Server, store: Store, dataset: Dataset) -> list[Clicks]:
    """Describe the four kinds of click."""
    plain, assess = page_of(browser, bare), page_of(browser, waymark, BEGINNING_KEY)
    trying, aiming = page_of(browser, waymark, TRYING_KEY), page_of(browser, waymark, AIMING_KEY)

    def visit(page: Page, url: str, wait_for: str) -> None:
        page.goto(url)
        page.locator(wait_for).first.wait_for()
        page.wait_for_timeout(1500)

    def begin_assessment() -> None:
        store.replace(BEGINNING_KEY, beginning())
        visit(assess, f"{waymark.url}/assess-my-skills", "[class*='st-key-answer-'] button")

    levels = cycle(level_names(dataset))
    tries = cycle(("4", "5"))
    return [
        Clicks(
            "bare: button to text",
            plain,
            lambda: ("button", "Press"),
            "[data-testid='stMarkdown']",
            "Drawn at",
            lambda: visit(plain, bare.url, "h1"),
        ),
        Clicks(
            "Assess: answer to next question",
            assess,
            lambda: ("[class*='st-key-answer-'] button", ""),
            "h2, h3",
            "",
            begin_assessment,
            ANSWERS_A_VISIT,
        ),
        Clicks(
            "My gap: what-if to its sentence",
            trying,
            lambda: ("[class*='st-key-what-if-level'] button", next(tries)),
            "[data-testid='stAlert']",
            "Readiness .* to ",
            lambda: visit(trying, f"{waymark.url}/my-gap", "[class*='st-key-what-if-level'] button"),
        ),
        Clicks(
            "My gap: level to readiness",
            aiming,
            lambda: ("[class*='st-key-target-level'] button", f"^{next(levels)}$"),
            "[data-testid='stMetricValue']",
            "%",
            lambda: visit(aiming, f"{waymark.url}/my-gap", "[data-testid='stMetricValue']"),
        ),
    ]


def level_names(dataset: Dataset) -> tuple[str, str]:
    """Name two levels of the target's role whose readiness reads differently; the second is the target's own."""
    own = dataset.role_levels[TARGET]
    other = dataset.role_levels[f"{own.role_id}:mid"]
    person = experienced(dataset)
    assert abs((readiness(dataset, person, other) or 0) - (readiness(dataset, person, own) or 0)) > 0.02
    return dataset.levels[other.level_id].name, dataset.levels[own.level_id].name


def first_text(browser: Browser, server: Server) -> float:
    """Visit as somebody new, with nothing cached; milliseconds until the title stands there."""
    page = page_of(browser, server)
    page.add_init_script(f"({FIRST_TEXT})()")
    page.goto(server.url)
    try:
        took = float(page.wait_for_function("() => window.firstText").json_value())
    except PlaywrightTimeout:
        shown = page.locator("body").inner_text()[:300]
        raise RuntimeError(f"{server.name}: no title within {PATIENCE / 1000:g} s; the page shows: {shown!r}") from None
    page.context.close()
    return took


def click_rows(kinds: list[Clicks]) -> list[tuple[str, ...]]:
    """Write the figures of the clicks, each beside the bare page's."""
    base = median(kinds[0].times)
    rows: list[tuple[str, ...]] = []
    for kind in kinds:
        middle, slow = median(kind.times), percentile(kind.times, 0.95)
        is_met = slow <= CLICK_P95 and middle <= CLICK_RATIO * base
        rows.append(
            (kind.name, str(len(kind.times)), number(middle), number(slow), f"{middle / base:.1f}x", verdict(is_met))
        )
    return rows


def load_rows(loads: dict[str, list[float]]) -> list[tuple[str, ...]]:
    """Write the figures of the cold visits."""
    base = median(next(iter(loads.values())))
    rows: list[tuple[str, ...]] = []
    for name, times in loads.items():
        middle = median(times)
        row = (name, str(len(times)), number(middle), number(percentile(times, 0.95)), f"{middle / base:.2f}x")
        rows.append((*row, verdict(middle <= LOAD_RATIO * base)))
    return rows


def measure(browser: Browser, bare: Server, waymark: Server, store: Store, options: Any) -> None:
    """Take turns clicking, then take turns visiting, and print both tables."""
    dataset = loader.load(loader.SHIPPED)
    for key in (TRYING_KEY, AIMING_KEY):
        store.replace(key, experienced(dataset))
    kinds = clicks_on(browser, bare, waymark, store, dataset)
    for place in range(WARM_UP + options.clicks):
        for kind in kinds:
            kind.click(place, is_counted=place >= WARM_UP)
    columns = ("Click", "n", "median ms", "p95 ms", "to bare")
    print_table(
        "Click to new text", (*columns, f"p95 <= {CLICK_P95:g} ms and <= {CLICK_RATIO:g}x bare"), click_rows(kinds)
    )
    for kind in kinds:
        kind.page.context.close()
    loads: dict[str, list[float]] = {"bare page": [], "Waymark's Start page": []}
    for _ in range(options.loads):
        for times, server in zip(loads.values(), (bare, waymark), strict=True):
            times.append(first_text(browser, server))
    columns = ("First visit, nothing cached", "n", "median ms", "p95 ms", "to bare")
    print_table("First text", (*columns, f"<= {LOAD_RATIO:g}x bare"), load_rows(loads))


def main() -> None:
    """Start both servers on a new store and one browser, measure, stop them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clicks", type=int, default=40, help=f"of each kind (2-{MAX_CLICKS})")
    parser.add_argument("--loads", type=int, default=10, help=f"cold visits of each page (1-{MAX_LOADS})")
    options = parser.parse_args()
    if not (2 <= options.clicks <= MAX_CLICKS and 1 <= options.loads <= MAX_LOADS):
        parser.error("one of the numbers is out of bounds, see --help")
    with tempfile.TemporaryDirectory(prefix="waymark-clicks-") as folder:
        url = f"sqlite:///{Path(folder) / 'profiles.sqlite3'}"
        store = open_store(url, loader.load(loader.SHIPPED))
        with servers.bare() as bare, servers.waymark(url) as waymark, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            try:
                measure(browser, bare, waymark, store, options)
            finally:
                browser.close()
        store.close()


if __name__ == "__main__":
    main()
