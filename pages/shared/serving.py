"""How the app meets the network: headers, the browser's key, compression, health, start-up and the error page."""

from __future__ import annotations

import base64
import gc
import gzip
import hashlib
import logging
import posixpath
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request, cookie_parser
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from analysis.arrays import skill_arrays, target_arrays
from pages.shared import data

LOG = logging.getLogger("waymark")

#: The cookie with a browser's unguessable key. HttpOnly: no script reads it; it never stands in an address.
KEY_COOKIE = "waymark_key"
KEY_BYTES = 32
#: Browsers cap cookies at 400 days.
KEY_SECONDS = 400 * 24 * 3600


def _inline_scripts() -> str:
    """Give the hashes of the scripts that stand inside Streamlit's own page, so that those and no others may run."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    digests = (
        hashlib.sha256(script.encode()).digest() for script in re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    )
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


#: `blob:` is how Streamlit starts an inline component (our skill graph); style-src needs unsafe-inline for Streamlit's
#: own styles. Measured: docs/decisions/0003-serving.md
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        f"script-src 'self' blob: {_inline_scripts()}".rstrip(),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "base-uri 'self'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: Only these benefit; fonts and pictures are compressed already. No HTML: Streamlit answers every unknown address with
#: its page, and keeping one for each address somebody makes up would fill the memory.
_COMPRESSED_TYPES = ("text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml")


class SecurityHeaders:
    """Adds the headers Streamlit does not send, and keeps downloads and pages out of caches."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if "/media/" in scope["path"]:
                    headers["Cache-Control"] = "no-store"
            await send(message)

        await self.app(scope, receive, with_headers)


class BrowserKey:
    """Gives each browser the key by which its profile is found again, and renews it with every page it loads."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        wants_page = scope["type"] == "http" and scope["method"] == "GET" and "text/html" in headers.get("accept", "")
        if not wants_page:
            await self.app(scope, receive, send)
            return
        key = key_in(headers.get("cookie", "")) or secrets.token_urlsafe(KEY_BYTES)

        async def with_key(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                is_secure = scope.get("scheme") == "https" or headers.get("x-forwarded-proto") == "https"
                MutableHeaders(scope=message).append("Set-Cookie", cookie(key, is_secure=is_secure))
            await send(message)

        await self.app(scope, receive, with_key)


def key_in(cookie_header: str) -> str | None:
    """Find a well-formed key in a Cookie header, read as Streamlit reads it.

    `http.cookies.SimpleCookie` gives up at the first odd cookie of a neighbour (cookies of localhost are shared by all
    ports): the browser would get a new key, and its profile would be lost.
    """
    value = cookie_parser(cookie_header).get(KEY_COOKIE, "")
    return value if is_key(value) else None


def is_key(value: str) -> bool:
    """Tell whether a text has the form of a key: what `secrets.token_urlsafe` makes of `KEY_BYTES`."""
    return len(value) == 43 and value.replace("-", "").replace("_", "").isalnum() and value.isascii()


def cookie(key: str, *, is_secure: bool) -> str:
    """Make the Set-Cookie value for a key."""
    secure = "; Secure" if is_secure else ""
    return f"{KEY_COOKIE}={key}; Max-Age={KEY_SECONDS}; Path=/; HttpOnly; SameSite=Lax{secure}"


class CompressedStatics:
    """Serves Streamlit's own bundles gzipped, each compressed once: 2.6 MB become 1.0 MB on a cold visit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.compressed: dict[str, tuple[list[tuple[bytes, bytes]], bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith("/static/"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if "gzip" not in headers.get("accept-encoding", "") or "range" in headers or "if-none-match" in headers:
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if path != posixpath.normpath(path):  # a second spelling of a file would be kept a second time
            await self.app(scope, receive, send)
            return
        if path not in self.compressed:
            start, body = await _collect(self.app, scope, receive)
            kind = Headers(raw=start["headers"]).get("content-type", "")
            if start["status"] != 200 or not kind.startswith(_COMPRESSED_TYPES):
                await send(start)
                await send({"type": "http.response.body", "body": body})
                return
            self.compressed[path] = (_zipped_headers(start["headers"]), gzip.compress(body, 6, mtime=0))
        raw_headers, packed = self.compressed[path]
        size = (b"content-length", str(len(packed)).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [*raw_headers, size]})
        await send({"type": "http.response.body", "body": packed})


def _zipped_headers(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    kept = [(name, value) for name, value in headers if name.lower() not in (b"content-length", b"etag", b"vary")]
    return [*kept, (b"content-encoding", b"gzip"), (b"vary", b"Accept-Encoding")]


async def _collect(app: ASGIApp, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
    """Run an app and gather its whole answer."""
    start: Message = {}
    parts: list[bytes] = []

    async def gather(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start":
            start = message
        elif message["type"] == "http.response.body":
            parts.append(message.get("body", b""))

    # Streamlit would send files by path where the server offers it; without the extension the bytes come through here.
    plain = {**scope, "extensions": {}}
    await app(plain, receive, gather)
    return start, b"".join(parts)


async def health(_: Request) -> JSONResponse:
    """Say that the process answers."""
    return JSONResponse({"status": "ok"})


async def ready(_: Request) -> JSONResponse:
    """Say whether data and store can be used."""
    problems = data.problems()
    store = data.store()
    is_ready = not problems and store is not None
    body = {"status": "ok" if is_ready else "degraded", "data": data.dataset().info.version, "store": store is not None}
    return JSONResponse(body, status_code=200 if is_ready else 503)


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """Load everything before the first visitor, then take it out of the garbage collector's rounds."""
    dataset = data.dataset()
    skill_arrays(dataset)
    for role_level in dataset.role_levels.values():
        target_arrays(dataset, role_level)
    data.store()
    # Streamlit would write an error's text to the log; `on_script_error` writes what may be written.
    logging.getLogger("streamlit.error_util").setLevel(logging.CRITICAL)
    gc.collect()
    gc.freeze()
    yield
    store = data.store()
    if store is not None:
        store.close()


def on_script_error(error: Exception) -> bool:
    """Log what kind of error it was and where, without its text, which may quote a person; show a calm page instead."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "unknown"
    LOG.error("A page failed: %s at %s", type(error).__name__, where)
    st.error(
        "This page could not be drawn. What you entered is saved. Reload the page, or choose another one above.",
        icon=":material/error:",
    )
    return True


MIDDLEWARE = [Middleware(SecurityHeaders), Middleware(BrowserKey), Middleware(CompressedStatics)]
ROUTES = [Route("/health", health), Route("/ready", ready)]
