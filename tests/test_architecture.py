"""The rules of the house, read from the source with `ast`: who may import whom, and what nobody may do.

Each rule is a function from a module to the lines that break it. Every rule is shown to trip on an example, and then
held against every file that ships.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
#: Each may import those after it, never those before.
LAYERS = ("app", "pages", "analysis", "profiles", "careerdata")
#: Starts the app in a process of its own, beside the layers.
LAUNCHER = "start"
ELSEWHERE = {"tests", "benchmarks", LAUNCHER}

OPENING = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}
#: Where code enters or leaves the process, tells the time or throws dice, and what is too heavy or too much on screen.
IMPURE = {"streamlit", "plotly", "pandas", "sqlalchemy", "sqlite3", "yaml", "random", "secrets", "time", "os", "io"}
IMPURE |= {"subprocess", "socket", "urllib", "http", "requests", "tempfile", "shutil", "careerdata.loader"}
CLOCK = {"now", "today", "utcnow", "time", "monotonic", "perf_counter"}
NOT_IN_PAGES = {"pandas", "networkx", "yaml", "plotly", "sqlalchemy"}
UNSPECIFIC = {"utils", "util", "helpers", "helper", "common", "misc"}
UNSAFE_MODULES = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}
#: By what they are called on, if on anything.
UNSAFE_CALLS = {("", "eval"), ("", "exec"), ("", "compile"), ("", "__import__")}
UNSAFE_CALLS |= {("yaml", "load"), ("yaml", "load_all"), ("yaml", "safe_load"), ("yaml", "safe_load_all")}
UNSAFE_CALLS |= {("st", "html"), ("v1", "html"), ("v1", "iframe"), ("components", "html")}
MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MUTABLE_MAKERS = {"list", "dict", "set", "defaultdict", "Counter", "OrderedDict", "deque", "bytearray"}


@dataclass(frozen=True)
class Module:
    """A source file by its path from the root."""

    path: str
    text: str

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        return tuple(ast.walk(self.tree))

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def layer(self) -> str:
        return Path(self.path).parts[0].removesuffix(".py")

    @property
    def package(self) -> tuple[str, ...]:
        return Path(self.path).parts[:-1]

    @cached_property
    def imports(self) -> tuple[tuple[int, str], ...]:
        """List every imported module, and every name taken from one as `module.name`, with its line."""
        found: list[tuple[int, str]] = []
        for node in self.nodes:
            if isinstance(node, ast.Import):
                found += [(node.lineno, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                above = self.package[: len(self.package) - node.level + 1] if node.level else ()
                module = ".".join((*above, *([node.module] if node.module else [])))
                found += [(node.lineno, f"{module}.{alias.name}") for alias in node.names]
        return tuple(found)

    def importing(self, modules: set[str]) -> Iterator[int]:
        """Find imports of modules or of anything inside them."""
        for line, name in self.imports:
            if any(name == module or name.startswith(f"{module}.") for module in modules):
                yield line

    def naming(self, *names: str) -> Iterator[int]:
        """Find attributes and imports of a name, whatever it is taken from."""
        for node in self.nodes:
            if isinstance(node, ast.Attribute) and node.attr in names:
                yield node.lineno
        for line, name in self.imports:
            if name.rpartition(".")[2] in names:
                yield line


Rule = Callable[[Module], Iterator[int]]


def imports_point_down(module: Module) -> Iterator[int]:
    """Imports point app -> pages -> analysis -> profiles -> careerdata and never back."""
    if module.layer in LAYERS:
        yield from module.importing(set(LAYERS[: LAYERS.index(module.layer)]) | ELSEWHERE)
    else:
        yield from module.importing(set(LAYERS) | ELSEWHERE - {module.layer})


def analysis_is_pure(module: Module) -> Iterator[int]:
    """Analysis reads no file, clock or dice and knows no screen; its command line may read, its charts may draw."""
    if module.layer != "analysis" or module.path == "analysis/__main__.py":
        return
    is_chart = module.package[:2] == ("analysis", "charts")
    yield from module.importing(IMPURE - {"plotly"} if is_chart else IMPURE)
    for node in module.nodes:
        if isinstance(node, ast.Call):
            name = _called(node)
            is_dice = name == "default_rng" and not node.args and not node.keywords
            if name in OPENING | CLOCK or is_dice:
                yield node.lineno
        elif isinstance(node, ast.Attribute) and node.attr == "random" and not _is_seeded(node, module):
            yield node.lineno


def modules_have_telling_names(module: Module) -> Iterator[int]:
    """No module is a drawer for odds and ends."""
    if {part.removesuffix(".py") for part in Path(module.path).parts} & UNSPECIFIC:
        yield 1


def pages_only_lay_out(module: Module) -> Iterator[int]:
    """A page leaves tables, graphs, files and figures to others."""
    if module.layer in {"app", "pages"} and module.package[:2] != ("pages", "shared"):
        yield from module.importing(NOT_IN_PAGES)


def one_module_keeps_the_person(module: Module) -> Iterator[int]:
    """Only pages/shared/person.py touches the session state."""
    if module.path != "pages/shared/person.py":
        yield from module.naming("session_state")


def one_module_reads_the_address(module: Module) -> Iterator[int]:
    """Only pages/shared/links.py touches the query parameters."""
    if module.path != "pages/shared/links.py":
        yield from module.naming("query_params", "experimental_get_query_params", "experimental_set_query_params")


def nothing_personal_is_cached(module: Module) -> Iterator[int]:
    """`st.cache_data` is shared between people: it is used nowhere."""
    yield from module.naming("cache_data", "experimental_memo")


def nothing_runs_what_it_reads(module: Module) -> Iterator[int]:
    """No raw HTML, no loader that builds objects, no code from text."""
    yield from module.importing(UNSAFE_MODULES)
    for node in module.nodes:
        if isinstance(node, ast.Call) and (_owner(node), _called(node)) in UNSAFE_CALLS:
            yield node.lineno
        elif isinstance(node, ast.keyword) and node.arg in {"unsafe_allow_html", "unsafe_allow_javascript"}:
            yield node.value.lineno
    yield from module.importing({"yaml.load", "yaml.safe_load", "streamlit.html", "streamlit.components.v1.html"})


def modules_hold_no_state(module: Module) -> Iterator[int]:
    """What a module holds is a constant in capitals, and no function rebinds it; page scripts begin anew each run."""
    yield from (node.lineno for node in module.nodes if isinstance(node, ast.Global))
    if module.layer == "app" or module.package == ("pages",):
        return
    for node in module.tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        is_mutable = isinstance(value, MUTABLE) or (isinstance(value, ast.Call) and _called(value) in MUTABLE_MAKERS)
        if is_mutable and not all(name.isupper() or name == "__all__" for name in names):
            yield node.lineno


def _called(call: ast.Call) -> str:
    """Give the last name of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _owner(call: ast.Call) -> str:
    """Give the name before the last of what is called."""
    value = call.func.value if isinstance(call.func, ast.Attribute) else None
    return value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")


def _is_seeded(node: ast.Attribute, module: Module) -> bool:
    """Say whether `np.random` is only passed through on the way to a seeded generator or its type."""
    above = [n for n in module.nodes if isinstance(n, ast.Attribute) and n.value is node]
    return all(n.attr in {"default_rng", "Generator"} for n in above)


#: Every rule with a path and a line that break it.
BROKEN: tuple[tuple[Rule, str, str], ...] = (
    (imports_point_down, "careerdata/graph.py", "from profiles.model import Profile"),
    (imports_point_down, "profiles/model.py", "import analysis.readiness"),
    (imports_point_down, "analysis/text/words.py", "from pages.shared import person"),
    (imports_point_down, "pages/shared/data.py", "import app"),
    (imports_point_down, "analysis/readiness.py", "from tests.builders import skill"),
    (imports_point_down, "analysis/readiness.py", "def f():\n    from pages import start"),
    (imports_point_down, "start.py", "from careerdata import loader"),
    (analysis_is_pure, "analysis/readiness.py", "import streamlit as st"),
    (analysis_is_pure, "analysis/readiness.py", "import plotly.graph_objects as go"),
    (analysis_is_pure, "analysis/charts/bars.py", "import pandas as pd"),
    (analysis_is_pure, "analysis/readiness.py", "from careerdata import loader"),
    (analysis_is_pure, "analysis/readiness.py", "import random"),
    (analysis_is_pure, "analysis/readiness.py", "from datetime import datetime\ndatetime.now()"),
    (analysis_is_pure, "analysis/readiness.py", "date.today()"),
    (analysis_is_pure, "analysis/readiness.py", "open('x')"),
    (analysis_is_pure, "analysis/readiness.py", "path.read_text()"),
    (analysis_is_pure, "analysis/readiness.py", "np.random.normal(0, 1)"),
    (analysis_is_pure, "analysis/readiness.py", "np.random.default_rng()"),
    (modules_have_telling_names, "analysis/utils.py", ""),
    (modules_have_telling_names, "pages/helpers/tables.py", ""),
    (pages_only_lay_out, "pages/gap.py", "import pandas"),
    (pages_only_lay_out, "pages/gap.py", "from plotly import graph_objects"),
    (pages_only_lay_out, "app.py", "import yaml"),
    (one_module_keeps_the_person, "pages/gap.py", "st.session_state['x'] = 1"),
    (one_module_keeps_the_person, "pages/shared/links.py", "from streamlit import session_state"),
    (one_module_reads_the_address, "pages/shared/person.py", "st.query_params.clear()"),
    (nothing_personal_is_cached, "pages/shared/data.py", "@st.cache_data\ndef f(): ..."),
    (nothing_personal_is_cached, "pages/shared/data.py", "@st.cache_data(ttl=3)\ndef f(): ..."),
    (nothing_runs_what_it_reads, "pages/gap.py", "st.markdown('<b>', unsafe_allow_html=True)"),
    (nothing_runs_what_it_reads, "pages/gap.py", "st.html('<b>')"),
    (nothing_runs_what_it_reads, "pages/gap.py", "st.components.v1.html('<b>')"),
    (nothing_runs_what_it_reads, "careerdata/reader.py", "yaml.safe_load(text)"),
    (nothing_runs_what_it_reads, "careerdata/reader.py", "from yaml import load"),
    (nothing_runs_what_it_reads, "profiles/store.py", "import pickle"),
    (nothing_runs_what_it_reads, "profiles/store.py", "eval('1')"),
    (nothing_runs_what_it_reads, "profiles/store.py", "exec('1')"),
    (modules_hold_no_state, "analysis/gap.py", "seen = {}"),
    (modules_hold_no_state, "pages/shared/data.py", "seen = [1]"),
    (modules_hold_no_state, "pages/gap.py", "def f():\n    global LAST\n    LAST = 1"),
    (modules_hold_no_state, "analysis/gap.py", "seen: list[str] = []"),
    (modules_hold_no_state, "analysis/gap.py", "_cache = defaultdict(list)"),
    (modules_hold_no_state, "analysis/gap.py", "def f():\n    global LAST\n    LAST = 1"),
)
#: What the rules must let through.
FINE: tuple[tuple[Rule, str, str], ...] = (
    (imports_point_down, "app.py", "from pages.shared import frame"),
    (imports_point_down, "pages/gap.py", "from analysis.readiness import gap_report\nimport careerdata.dataset"),
    (imports_point_down, "analysis/arrays.py", "from . import readiness"),
    (analysis_is_pure, "analysis/charts/bars.py", "import plotly.graph_objects as go"),
    (analysis_is_pure, "analysis/ranking.py", "np.random.default_rng(7)\ndef f(g: np.random.Generator): ..."),
    (analysis_is_pure, "analysis/__main__.py", "from careerdata import loader\npath.read_bytes()"),
    (pages_only_lay_out, "pages/shared/tables.py", "import pandas"),
    (one_module_keeps_the_person, "pages/shared/person.py", "st.session_state.profile"),
    (one_module_reads_the_address, "pages/shared/links.py", "st.query_params['role']"),
    (nothing_personal_is_cached, "pages/shared/data.py", "@st.cache_resource\ndef f(): ..."),
    (nothing_runs_what_it_reads, "careerdata/reader.py", "yaml.compose(text)\njson.load(file)\nre.compile('a')"),
    (modules_hold_no_state, "pages/gap.py", "rows = []"),
    (modules_hold_no_state, "analysis/gap.py", "NAMES: dict[str, str] = {}\nORDER = (1, 2)\ndef f():\n    seen = []"),
)
RULES: tuple[Rule, ...] = tuple(dict.fromkeys(rule for rule, _, _ in BROKEN))


def shipped_modules() -> tuple[Module, ...]:
    """List the source files of the app."""
    folders = [path for layer in LAYERS for path in sorted((ROOT / layer).rglob("*.py"))]
    files = [ROOT / f"{name}.py" for name in ("app", LAUNCHER)]
    found = [path for path in (*files, *folders) if path.is_file()]
    return tuple(Module(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_shipped_module_keeps_the_rule(rule: Rule) -> None:
    modules = shipped_modules()
    assert {module.layer for module in modules} >= {"analysis", "profiles", "careerdata"}
    broken = [f"{module.path}:{line}" for module in modules for line in sorted(set(rule(module)))]
    assert broken == [], rule.__doc__


@pytest.mark.parametrize(("rule", "path", "text"), BROKEN)
def test_every_rule_sees_when_it_is_broken(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Module(path, text)))


@pytest.mark.parametrize(("rule", "path", "text"), FINE)
def test_no_rule_complains_about_what_is_allowed(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Module(path, text))) == []


def test_no_two_test_modules_share_a_name() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))


def test_test_folders_are_no_packages() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []
