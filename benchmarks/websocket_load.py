"""Many people at once, without browsers: `python -m benchmarks.websocket_load --sessions 100 --think 5 --duration 40`.

Each session does what a browser does: it fetches `/` and keeps the cookie, opens Streamlit's websocket, runs the page,
and then presses an answer on Assess (or the button of the bare page), waiting between presses. Timed is the server:
from sending the press to `script_finished`. Both servers run throughout and are measured one after the other.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
import urllib.request
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin, Subprotocol

from benchmarks import servers
from benchmarks.figures import median, number, percentile, print_table, verdict
from benchmarks.people import TARGET, beginning
from benchmarks.servers import Server
from careerdata import loader
from pages.shared.serving import KEY_COOKIE
from profiles.store import Store, open_store

ASSESS = "assess-my-skills"
MAX_SESSIONS, MAX_SECONDS = 500, 300.0
#: Seconds until an answer counts as lost.
PATIENCE = 30.0
#: One session alone: so many visits with so many presses, a short pause between them.
VISITS, PRESSES, PAUSE = 3, 20, 0.15
OPENED, OPENED_SECONDS = 300, 25.0
#: Presses while sessions are still opening are not counted.
RAMP_SHARE = 0.25
TARGETS = {"one": 30.0, "many": 250.0, "memory": 250.0}


@dataclass
class Tally:
    """What was measured against one server in one phase."""

    opened: list[float] = field(default_factory=list)
    """Milliseconds from fetching `/` to the end of the first run."""
    pressed: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Visitor:
    """One browser tab, as the server sees it."""

    def __init__(self, server: Server, seed: Callable[[str], None], page: str) -> None:
        self.server = server
        self.seed = seed
        self.page = page
        self.page_hash = ""
        self.buttons: dict[str, str] = {}
        """Buttons drawn by the last run: widget id -> fragment id."""
        self.socket: ClientConnection

    async def open(self) -> float:
        """Fetch the page, open the websocket, run the script; milliseconds without the seeding."""
        start = time.perf_counter()
        cookies = await asyncio.to_thread(fetch_cookies, self.server.url)
        fetched = time.perf_counter() - start
        if KEY_COOKIE in cookies:
            self.seed(cookies[KEY_COOKIE])
        start = time.perf_counter()
        self.socket = await connect(
            f"ws://127.0.0.1:{self.server.port}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit"), Subprotocol("PLACEHOLDER_AUTH_TOKEN")],
            additional_headers={"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())},
            origin=Origin(self.server.url),
            compression=None,
            max_size=None,
            open_timeout=PATIENCE,
            ping_interval=None,
        )
        await self.run(BackMsg())
        return 1000 * (fetched + time.perf_counter() - start)

    async def press(self, rng: random.Random) -> float:
        """Press one of the buttons on the page; milliseconds until the script has finished."""
        widget_id = rng.choice(sorted(self.buttons))
        message = BackMsg()
        message.rerun_script.fragment_id = self.buttons[widget_id]
        pressed = message.rerun_script.widget_states.widgets.add()
        pressed.id, pressed.trigger_value = widget_id, True
        start = time.perf_counter()
        await self.run(message)
        return 1000 * (time.perf_counter() - start)

    async def run(self, message: BackMsg) -> None:
        """Send a rerun and read until the script has finished."""
        message.rerun_script.page_script_hash = self.page_hash
        message.rerun_script.page_name = "" if self.page_hash else self.page
        message.rerun_script.context_info.url = f"{self.server.url}/{self.page}"
        self.buttons.clear()
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while True:
                data = await self.socket.recv(decode=False)
                if self._is_last(ForwardMsg.FromString(data)):
                    break
        if not self.buttons:
            raise BrokenPage("no button to press")

    def _is_last(self, message: ForwardMsg) -> bool:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.page_hash = message.new_session.page_script_hash
        elif kind == "navigation":
            self.page_hash = message.navigation.page_script_hash
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            if element.WhichOneof("type") == "exception":
                raise BrokenPage(element.exception.message)
            if element.WhichOneof("type") == "alert" and "could not be drawn" in element.alert.body:
                raise BrokenPage(element.alert.body)
            if element.WhichOneof("type") == "button" and is_pressed(element.button.id, element.button.label):
                self.buttons[element.button.id] = message.delta.fragment_id
        elif kind == "script_finished":
            return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return False


class BrokenPage(Exception):  # noqa: N818  names what it is
    """The page shows an error, or nothing to press."""


def is_pressed(widget_id: str, label: str) -> bool:
    """Tell whether a button is one to press: an answer, the way to more questions, or the bare page's."""
    return "answer-" in widget_id or label == "Press" or label.startswith("Answer ")


def fetch_cookies(url: str) -> dict[str, str]:
    """Load the page as a browser would and keep its cookies."""
    request = urllib.request.Request(url, headers={"Accept": "text/html"})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        found: SimpleCookie = SimpleCookie()
        for header in answer.headers.get_all("Set-Cookie") or ():
            found.load(header)
    return {name: morsel.value for name, morsel in found.items()}


Act = Callable[[Visitor, Tally], Awaitable[None]]


async def visit(visitor: Visitor, tally: Tally, act: Act) -> None:
    """Open a session, act in it, close it; count what goes wrong."""
    async with AsyncExitStack() as stack:
        try:
            tally.opened.append(await visitor.open())
            stack.push_async_callback(visitor.socket.close)
            await act(visitor, tally)
        except (BrokenPage, OSError, TimeoutError, WebSocketException) as error:
            tally.errors.append(f"{type(error).__name__}: {error}"[:200])


async def alone(make: Callable[[], Visitor]) -> Tally:
    """Measure one session with the server to itself."""
    tally = Tally()
    rng = random.Random(1)

    async def act(visitor: Visitor, tally: Tally) -> None:
        for _ in range(PRESSES):
            tally.pressed.append(await visitor.press(rng))
            await asyncio.sleep(PAUSE)

    for _ in range(VISITS):
        await visit(make(), tally, act)
    return tally


async def together(make: Callable[[], Visitor], sessions: int, think: float, seconds: float) -> Tally:
    """Measure many sessions, each pressing every `think` seconds on average (half to one and a half of it)."""
    tally = Tally()
    begin = time.perf_counter()
    counted_from, end = begin + RAMP_SHARE * seconds, begin + seconds

    async def one(place: int) -> None:
        rng = random.Random(place)

        async def act(visitor: Visitor, tally: Tally) -> None:
            await asyncio.sleep(rng.uniform(0, think))
            while time.perf_counter() < end:
                sent = time.perf_counter()
                took = await visitor.press(rng)
                if sent >= counted_from:
                    tally.pressed.append(took)
                await asyncio.sleep(rng.uniform(0.5, 1.5) * think)

        await asyncio.sleep(RAMP_SHARE * seconds * place / sessions)
        await visit(make(), tally, act)

    await asyncio.gather(*map(one, range(sessions)))
    return tally


async def opening(make: Callable[[], Visitor], sessions: int, seconds: float) -> tuple[Tally, float]:
    """Open many sessions evenly over some seconds and keep them all open; with the memory while they are."""
    tally = Tally()
    all_open = asyncio.Event()
    server = make().server

    async def act(_: Visitor, __: Tally) -> None:
        await all_open.wait()

    async def one(place: int) -> None:
        await asyncio.sleep(seconds * place / sessions)
        await visit(make(), tally, act)

    tasks = [asyncio.create_task(one(place)) for place in range(sessions)]
    deadline = time.perf_counter() + seconds + PATIENCE
    while len(tally.opened) + len(tally.errors) < sessions and time.perf_counter() < deadline:
        await asyncio.sleep(0.1)
    memory = server.resident_mb()
    all_open.set()
    await asyncio.gather(*tasks)
    return tally, memory


async def measure(options: argparse.Namespace, both: tuple[Server, Server], store: Store) -> None:
    """Run the phases against both servers in turn, and print a table of each."""

    def visitors(server: Server) -> Callable[[], Visitor]:
        page = ASSESS if server.name == "Waymark" else ""
        return lambda: Visitor(server, seed, page)

    def seed(key: str) -> None:
        store.edit(key, lambda _: beginning(TARGET))

    single = [(server, await alone(visitors(server))) for server in both]
    print_pressed("One session alone, one press after the other", single, ("median", 0.5, TARGETS["one"]))
    many = []
    for server in both:
        cpu = server.cpu_seconds()
        tally = await together(visitors(server), options.sessions, options.think, options.duration)
        many.append((server, tally))
        print(f"\n{server.name}: {(server.cpu_seconds() - cpu) / options.duration:.0%} of one core", flush=True)
    title = f"{options.sessions} sessions, a press every {options.think:g} s each, {options.duration:g} s"
    print_pressed(title, many, ("p95", 0.95, TARGETS["many"]))
    rows = []
    for server in both:
        tally, memory = await opening(visitors(server), OPENED, OPENED_SECONDS)
        rows.append(
            (
                server.name,
                str(len(tally.opened)),
                str(len(tally.errors)),
                number(median(tally.opened)),
                number(percentile(tally.opened, 0.95)),
                number(memory),
                verdict(not tally.errors and memory <= TARGETS["memory"]),
            )
        )
        print_errors(server, tally)
    columns = ("Server", "opened", "errors", "first run median ms", "p95 ms", "resident MB", "no error, <= 250 MB")
    print_table(f"{OPENED} sessions opened in {OPENED_SECONDS:g} s and kept open", columns, rows)


def print_pressed(title: str, tallies: list[tuple[Server, Tally]], target: tuple[str, float, float]) -> None:
    """Print what presses cost on each server, and whether Waymark is within its target."""
    what, share, limit = target
    base = median(tallies[0][1].pressed)
    rows = []
    for server, tally in tallies:
        middle = median(tally.pressed)
        rows.append(
            (
                server.name,
                str(len(tally.pressed)),
                str(len(tally.errors)),
                number(middle),
                number(percentile(tally.pressed, 0.95)),
                f"{middle / base:.1f}x",
                number(server.resident_mb()),
                verdict(percentile(tally.pressed, share) <= limit),
            )
        )
        print_errors(server, tally)
    columns = (
        "Server",
        "presses",
        "errors",
        "median ms",
        "p95 ms",
        "to bare",
        "resident MB",
        f"{what} <= {limit:g} ms",
    )
    print_table(title, columns, rows)


def print_errors(server: Server, tally: Tally) -> None:
    """Print the first few different errors."""
    for error in sorted(set(tally.errors))[:5]:
        print(f"{server.name}: {error}")


def main() -> None:
    """Start both servers on a new store, measure, stop them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=100, help=f"at once (1-{MAX_SESSIONS})")
    parser.add_argument("--think", type=float, default=5.0, help="mean seconds between presses (0.5 or more)")
    parser.add_argument("--duration", type=float, default=40.0, help=f"seconds of load (5-{MAX_SECONDS:g})")
    options = parser.parse_args()
    if not (1 <= options.sessions <= MAX_SESSIONS and options.think >= 0.5 and 5 <= options.duration <= MAX_SECONDS):
        parser.error("one of the numbers is out of bounds, see --help")
    with tempfile.TemporaryDirectory(prefix="waymark-load-") as folder:
        url = f"sqlite:///{Path(folder) / 'profiles.sqlite3'}"
        store = open_store(url, loader.load(loader.SHIPPED))
        with servers.bare() as bare, servers.waymark(url) as waymark:
            asyncio.run(measure(options, (bare, waymark), store))
        store.close()


if __name__ == "__main__":
    main()
