"""The person on this page: the one place that touches session state.

The profile store is the truth. A session holds a copy, looked up again on every run when another tab has saved, and
every edit goes to the store at once. Where there is no store or no cookie, the copy in the session is all there is, and
`storage_notice` says so.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, cast

import streamlit as st

from pages.shared import data
from pages.shared.serving import KEY_COOKIE, is_key
from profiles.model import Profile
from profiles.store import NOTHING_SAVED, Edit, Saved, Store, StoreUnavailable

_SAVED, _TROUBLE, _BEFORE_IMPORT = "person-saved", "person-trouble", "person-before-import"
_ASKED_AT = "person-asked-at"
#: Far below the time between two presses, well above the time of one run.
FRESH_SECONDS = 0.05
_PAGE, _MIRRORED = "person-page", "person-mirrored"


def current() -> Profile:
    """Give the newest profile of this browser."""
    return _saved().profile


def edit(change: Edit) -> None:
    """Change the profile and save it. What an earlier failure left unsaved goes along."""
    copy = current()
    is_unsaved = bool(st.session_state.get(_TROUBLE))
    applied: Edit = (lambda _: change(copy)) if is_unsaved else change
    _write(lambda store, key: store.edit(key, applied), lambda: Saved(change(copy), _saved().revision))


def replace(profile: Profile) -> None:
    """Put an imported profile in the place of the present one; `undo_import` brings that back."""
    before = current()
    _write(lambda store, key: store.replace(key, profile), lambda: Saved(profile, 0, can_undo=True))
    st.session_state[_BEFORE_IMPORT] = before


def can_undo_import() -> bool:
    """Tell whether the profile before the last import is kept."""
    return _saved().can_undo


def undo_import() -> None:
    """Bring back the profile before the last import."""
    before = st.session_state.pop(_BEFORE_IMPORT, Profile())
    _write(lambda store, key: store.undo(key), lambda: Saved(before, 0))


def erase() -> None:
    """Remove everything kept of this person: in the store, and in this session."""

    def erased(store: Store, key: str) -> Saved:
        store.erase(key)
        return NOTHING_SAVED

    _write(erased, lambda: NOTHING_SAVED)
    saved = st.session_state[_SAVED]
    for name in list(st.session_state):
        del st.session_state[name]
    st.session_state[_SAVED] = saved


def storage_notice() -> str:
    """Say what stands in the way of keeping the profile; empty when all is well."""
    if data.store() is None:
        return f"{data.store_problem()} What you enter stays in this tab only; download your profile before you leave."
    if _key() is None:
        return "Your browser keeps no cookie for this page, so what you enter stays in this tab only."
    return str(st.session_state.get(_TROUBLE, ""))


def mirror(key: str, value: Any) -> str:
    """Show a stored value in a widget: sets the widget's state to it before the widget is drawn. Gives back the key."""
    st.session_state[_MIRRORED] = st.session_state.get(_MIRRORED, frozenset()) | {key}
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def arrive(page: str) -> None:
    """Begin a run: look at the store afresh, and forget what the widgets of the page before held.

    To Streamlit a widget on another page is another one even under the same key. Yet after `st.switch_page` the key
    still answers with the old one's value, so `mirror` would find nothing to set and the new widget stay empty.
    """
    st.session_state.pop(_ASKED_AT, None)
    if st.session_state.get(_PAGE) != page:
        for key in st.session_state.get(_MIRRORED, ()):
            st.session_state.pop(key, None)
        st.session_state[_MIRRORED] = frozenset()
        st.session_state[_PAGE] = page


def entered(key: str) -> Any:
    """Give what a widget holds now; for callbacks."""
    return st.session_state[key]


def remember(name: str, value: Any) -> None:
    """Keep a small matter of this visit, such as which question was answered last."""
    st.session_state[f"visit-{name}"] = value


def recall(name: str, default: Any = None) -> Any:
    """Give back what `remember` kept."""
    return st.session_state.get(f"visit-{name}", default)


def _key() -> str | None:
    """Read the browser's key from the cookie that came with the page."""
    value = st.context.cookies.get(KEY_COOKIE, "")
    return value if is_key(value) else None


def _saved() -> Saved:
    """Give this session's copy, renewed when another tab has saved since."""
    known = cast(Saved | None, st.session_state.get(_SAVED))
    store, key = data.store(), _key()
    if store is not None and key is not None:
        try:
            if known is None or (_is_stale() and store.revision(key) != known.revision):
                known = store.read(key)
        except StoreUnavailable as error:
            st.session_state[_TROUBLE] = str(error)
    st.session_state[_SAVED] = known or NOTHING_SAVED
    return cast(Saved, st.session_state[_SAVED])


def _is_stale() -> bool:
    """Tell whether to ask the store again; the many looks of one run share one answer."""
    now = time.monotonic()
    if now - st.session_state.get(_ASKED_AT, 0.0) < FRESH_SECONDS:
        return False
    st.session_state[_ASKED_AT] = now
    return True


def _write(in_store: Callable[[Store, str], Saved], in_session: Callable[[], Saved]) -> None:
    store, key = data.store(), _key()
    if store is not None and key is not None:
        try:
            st.session_state[_SAVED] = in_store(store, key)
            st.session_state.pop(_TROUBLE, None)
            return
        except StoreUnavailable as error:
            st.session_state[_TROUBLE] = str(error)
    st.session_state[_SAVED] = in_session()
