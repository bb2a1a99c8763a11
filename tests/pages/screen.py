"""Opening a page of the real app without a browser, and asking what stands on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from careerdata.dataset import Dataset, RoleLevel
from careerdata.loader import SHIPPED
from pages.shared import data, person
from profiles.model import Profile
from profiles.store import Saved

ROOT = SHIPPED.parent.parent
FRAME = ROOT / "pages" / "shared" / "frame.py"
#: The session's copy of the profile; see pages/shared/person.py.
SAVED = "person-saved"
#: Seconds; a busy machine needs some of them for the first run.
TIMEOUT = 30

TARGET = "python-backend:senior"
PAGES = ("start", "explore", "ladder", "assess", "gap", "my_data", "about")
EMPTY = Profile()
NOWHERE: Mapping[str, str] = MappingProxyType({})


def dataset() -> Dataset:
    return data.dataset()


def target(name: str = TARGET) -> RoleLevel:
    return dataset().role_levels[name]


def aiming(name: str = TARGET) -> Profile:
    """Give a profile that has a target and no rating."""
    return Profile(target=name)


def full() -> Profile:
    """Give a profile that rates every requirement of the target: some short, some met, some exceeded."""
    return _rating_all(lambda place, _: place % 6)


def perfect() -> Profile:
    """Give a profile that meets every requirement of the target exactly."""
    return _rating_all(lambda _, need: need)


def _rating_all(rate: Callable[[int, int], int]) -> Profile:
    usual = dataset().roles[target().role_id].stack
    ratings = {
        usual.get(requirement.id, requirement.members[0]): rate(place, requirement.proficiency)
        for place, requirement in enumerate(target().requirements)
    }
    return Profile(ratings=MappingProxyType(ratings), target=TARGET)


def visit(page: str = "start", profile: Profile = EMPTY, *, at: Mapping[str, str] = NOWHERE) -> AppTest:
    """Open a page at an address in a new tab, as somebody with a profile: in the store, or in the session."""
    screen = AppTest.from_file(FRAME, default_timeout=TIMEOUT)
    key = person._key()
    if key and profile != EMPTY:
        seeded(profile, key)
    elif profile != EMPTY:
        screen.session_state[SAVED] = Saved(profile, 1)
    screen.query_params.update(at)
    screen.run()
    return screen if page == "start" else turn_to(screen, page)


def turn_to(screen: AppTest, page: str) -> AppTest:
    """Go to another page in the same tab."""
    return screen.switch_page(f"../{page}.py").run()


def profile_of(screen: AppTest) -> Profile:
    """Give the profile as this tab knows it."""
    saved = screen.session_state[SAVED]
    assert isinstance(saved, Saved)
    return saved.profile


def seeded(profile: Profile, key: str) -> None:
    """Put a profile into the store."""
    store = data.store()
    assert store is not None
    store.edit(key, lambda _: profile)


def stored(key: str) -> Profile:
    """Give the profile as the store has it."""
    store = data.store()
    assert store is not None
    return store.read(key).profile


def title(screen: AppTest) -> str:
    """Give the one title of a page."""
    (found,) = screen.title
    return str(found.value)


def button(screen: AppTest, label: str) -> Button:
    """Find the one button whose label holds a text."""
    (found,) = [each for each in screen.button if label in each.label]
    return found


def texts(screen: AppTest, *kinds: str) -> str:
    """Give all that is written on a page, or in its elements of some kinds."""
    wanted = kinds or ("markdown", "caption", "info", "warning", "success", "error", "title", "header", "subheader")
    return "\n".join(str(element.value) for kind in wanted for element in screen.get(kind))  # type: ignore[union-attr]


def links(screen: AppTest) -> dict[str, str]:
    """List the links to other pages: address -> query."""
    return {link.proto.page: link.proto.query_string for link in screen.page_link}
