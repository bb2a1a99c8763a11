"""What a real server sends: headers, the browser's key, compressed bundles, health, and a calm page after a mistake."""

from __future__ import annotations

import gzip
import http.client
import json
import logging
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Receive, Scope, Send
from streamlit.testing.v1 import AppTest

from pages.shared import serving
from pages.shared.serving import HEADERS, KEY_COOKIE, cookie, is_key, key_in
from profiles.store import DATABASE_VARIABLE
from tests.pages.screen import ROOT, TIMEOUT, dataset

HTML = {"Accept": "text/html,application/xhtml+xml"}
WANTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: Seconds a server may take to start on a busy machine.
START = 60


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: Message
    body: bytes

    @property
    def cookie(self) -> str:
        return str(self.headers.get("Set-Cookie", ""))

    @property
    def key(self) -> str:
        """The key in the cookie that came along."""
        name, _, value = self.cookie.split(";")[0].partition("=")
        assert name == KEY_COOKIE
        return value


@dataclass
class Server:
    """A running app."""

    port: int

    def get(self, path: str, method: str = "GET", host: str = "", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers=named | ({"Host": host} if host else {}))
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def page(self, path: str = "/", **headers: str) -> Answer:
        return self.get(path, **HTML, **headers)

    @property
    def script(self) -> str:
        """Give the address of the app's largest bundle."""
        (found,) = re.findall(r'src="\./(static/js/index\.[^"]+\.js)"', self.page().body.decode())
        return f"/{found}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real app in a process of its own, as `streamlit run app.py` serves it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("server")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
            cwd=ROOT,
            env={**os.environ, DATABASE_VARIABLE: f"sqlite:///{folder / 'profiles.sqlite3'}"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    running = Server(port)
    try:
        _wait(running, process)
        yield running
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(running: Server, process: subprocess.Popen[bytes]) -> None:
    for _ in range(START * 10):
        assert process.poll() is None, "the server ended at once"
        try:
            if running.get("/ready").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server did not become ready")


@pytest.mark.parametrize("path", ["/", "/my-gap", "/app/static/waymark.svg", "/health", "/no/such/page.js", "script"])
def test_every_answer_has_the_security_headers(path: str, server: Server) -> None:
    answer = server.get(server.script if path == "script" else path)

    wanted = {"Content-Security-Policy": serving.CONTENT_SECURITY_POLICY, **WANTED}
    assert {name: answer.headers.get_all(name) for name in wanted} == {name: [wanted[name]] for name in wanted}


def test_no_header_goes_untested() -> None:
    assert set(HEADERS) == {"Content-Security-Policy", *WANTED}


def test_the_policy_lets_no_foreign_host_and_no_inline_script_in() -> None:
    rules = dict(rule.split(" ", 1) for rule in serving.CONTENT_SECURITY_POLICY.split("; "))

    assert rules["default-src"] == "'none'"
    assert "unsafe" not in rules["script-src"]
    for name, allowed in rules.items():
        assert not re.search(r"https?:|\*", allowed), name


def test_the_server_is_reached_under_its_own_names_only(server: Server) -> None:
    assert server.get("/", host=f"localhost:{server.port}").status == 200
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13"}
    rebound = server.get(
        "/_stcore/stream",
        host="evil.test",
        Origin="http://evil.test",
        Sec_WebSocket_Key="AAAAAAAAAAAAAAAAAAAAAA==",
        **upgrade,
    )
    assert rebound.status in (400, 403)


@pytest.mark.parametrize("path", ["/", "/my-gap", "/explore-roles?role=java-backend"])
def test_a_page_load_brings_a_key(path: str, server: Server) -> None:
    answer = server.page(path)

    parts = {part.strip() for part in answer.cookie.split(";")}
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", answer.key)
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= parts
    assert "Secure" not in parts
    assert any(re.fullmatch(r"Max-Age=\d{8}", part) for part in parts)


def test_no_two_browsers_get_the_same_key(server: Server) -> None:
    assert len({server.page().key for _ in range(20)}) == 20


@pytest.mark.parametrize("around", ["{}", "theme=dark; {}; other=1"])
def test_who_has_a_key_keeps_it_for_longer(around: str, server: Server) -> None:
    key = server.page().key

    assert server.page(Cookie=around.format(f"{KEY_COOKIE}={key}")).key == key


@pytest.mark.parametrize("neighbour", ['state={"a": 1}', "a b=c", "broken", "path=1", 'x="y"z', "n=é"])
def test_a_neighbour_s_odd_cookie_does_not_cost_the_profile(neighbour: str, server: Server) -> None:
    key = "k" * 43
    header = f"{neighbour}; {KEY_COOKIE}={key}".encode().decode("latin-1")

    assert server.page(Cookie=header).key == key


@pytest.mark.parametrize("value", ["", "short", "k" * 42, "k" * 44, "k" * 42 + "!", "k" * 42 + "/", '"; DROP TABLE'])
def test_a_malformed_key_is_replaced(value: str, server: Server) -> None:
    found = server.page(Cookie=f"{KEY_COOKIE}={value}").key

    assert is_key(found)
    assert found != value


def test_behind_https_the_key_is_sent_over_https_only(server: Server) -> None:
    assert "; Secure" in server.page(X_Forwarded_Proto="https").cookie


@pytest.mark.parametrize("path", ["/health", "/ready", "/app/static/waymark.svg", "/_stcore/health", "script"])
def test_nothing_but_a_page_brings_a_key(path: str, server: Server) -> None:
    assert KEY_COOKIE not in server.get(server.script if path == "script" else path).cookie


def test_a_request_that_does_not_want_html_brings_no_key(server: Server) -> None:
    assert server.get("/", Accept="*/*").cookie == ""
    assert server.get("/", method="HEAD", **HTML).cookie == ""


def test_bundles_come_compressed_and_are_the_same_inside(server: Server) -> None:
    plain, packed = server.get(server.script), server.get(server.script, Accept_Encoding="gzip, br")

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert int(packed.headers["Content-Length"]) == len(packed.body) < len(plain.body) / 2
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["Content-Type"] == plain.headers["Content-Type"]
    assert packed.headers.get("Cache-Control") == plain.headers.get("Cache-Control")


def test_a_bundle_is_compressed_once(server: Server) -> None:
    assert len({server.get(server.script, Accept_Encoding="gzip").body for _ in range(3)}) == 1


def test_the_etag_belongs_to_the_plain_bytes_and_saves_sending_them_again(server: Server) -> None:
    plain, packed = server.get(server.script), server.get(server.script, Accept_Encoding="gzip")

    assert plain.headers["ETag"]
    assert "ETag" not in packed.headers
    again = server.get(server.script, Accept_Encoding="gzip", If_None_Match=plain.headers["ETag"])
    assert again.status == 304
    assert again.body == b""


def test_a_part_of_a_bundle_comes_plain(server: Server) -> None:
    part = server.get(server.script, Accept_Encoding="gzip", Range="bytes=0-99")

    assert part.status == 206
    assert part.body == server.get(server.script).body[:100]


def test_made_up_addresses_fill_no_memory() -> None:
    async def everything_is_there(scope: Scope, _: Receive, send: Send) -> None:
        kind = b"text/javascript" if scope["path"].endswith(".js") else b"text/html; charset=utf-8"
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind)]})
        await send({"type": "http.response.body", "body": b"x" * 5000})

    async def nothing() -> NoReturn:
        raise AssertionError("no body is read")

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    statics = serving.CompressedStatics(everything_is_there)
    twins = ["/static/app.js", "/static/./app.js", "/static//app.js", "/static/a/../app.js"]
    for path in [*twins, *(f"/static/page-{number}" for number in range(50))]:
        scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"accept-encoding", b"gzip")]}
        # Nothing here waits, so no event loop is needed (where browser tests ran before, one is running already).
        with pytest.raises(StopIteration):
            statics(scope, nothing, send).send(None)

    assert len(sent) == 2 * 54
    assert list(statics.compressed) == ["/static/app.js"]


def test_a_path_out_of_the_static_folder_is_not_served(server: Server) -> None:
    for path in ("/static/../../../../etc/passwd", "/app/static/..%2f..%2fserving.py", "/app/static/../person.py"):
        answer = server.get(path, Accept_Encoding="gzip")
        assert b"root:" not in answer.body
        assert b"import" not in answer.body[:2000] or b"<!doctype html>" in answer.body[:200].lower()


def test_health_and_readiness_are_told_apart(server: Server) -> None:
    health, ready = server.get("/health"), server.get("/ready")

    assert (health.status, json.loads(health.body)) == (200, {"status": "ok"})
    assert ready.status == 200
    assert json.loads(ready.body) == {"status": "ok", "data": dataset().info.version, "store": True}


@given(st.text() | st.text(alphabet='kK09-_=;" ,\\é\x00', max_size=60).map(lambda t: f"{KEY_COOKIE}={t}"))
def test_whatever_a_cookie_header_holds_only_a_well_formed_key_comes_out(header: str) -> None:
    found = key_in(header)

    assert found is None or re.fullmatch(r"[A-Za-z0-9_-]{43}", found)


@given(st.text())
def test_only_what_a_key_is_made_of_is_a_key(value: str) -> None:
    assert is_key(value) == bool(re.fullmatch(r"(?=.*[A-Za-z0-9])[A-Za-z0-9_-]{43}", value))


NAMES = st.from_regex(r"[a-z]{1,8}", fullmatch=True).filter(lambda name: name != KEY_COOKIE)


@given(st.lists(st.tuples(NAMES, st.text(alphabet='abc{}":, é[]()<>@/?\\', max_size=12))), st.booleans())
def test_a_key_is_found_among_any_neighbours(others: list[tuple[str, str]], is_secure: bool) -> None:
    key = "kK0-_" * 8 + "kkk"
    own = cookie(key, is_secure=is_secure).split(";")[0]
    header = "; ".join([*(f"{name}={value}" for name, value in others), own, "last=1"])

    assert key_in(header) == key


def test_a_page_that_fails_is_calm_and_the_log_quotes_nobody(caplog: pytest.LogCaptureFixture) -> None:
    def script() -> None:
        from pages.shared import serving

        try:
            raise ValueError("Ada Lovelace earns 90000")
        except ValueError as error:
            serving.on_script_error(error)

    with caplog.at_level(logging.DEBUG):
        screen = AppTest.from_function(script, default_timeout=TIMEOUT).run()

    assert not screen.exception
    (said,) = screen.error
    assert "Reload" in said.value
    assert "Lovelace" not in said.value
    assert "ValueError" not in said.value
    assert "A page failed: ValueError at " in caplog.text
    assert "Lovelace" not in caplog.text
