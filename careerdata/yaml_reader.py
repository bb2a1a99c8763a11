"""Strict YAML: what a curator wrote is what is read, or is refused with its line.

PyYAML's C parser does the parsing; this module turns its events into values. It exists because every ready-made loader
does something our files must never do: expand aliases, run tags, keep the last of two equal keys, or read `no` as false
and `010` as eight. Here a plain word is text unless it is `true`, `false`, `null` or a plain decimal number.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from careerdata.problems import Problem

#: Far beyond any real file here; stops a hostile one before it costs memory.
MAX_BYTES = 8_000_000
#: Our deepest entry nests 7 levels.
MAX_DEPTH = 30
#: A file with this many mistakes is the wrong file; listing more helps nobody.
MAX_PROBLEMS = 200

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,15})\Z")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,15})\.[0-9]{1,17}\Z")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None}


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file; lines count from 1."""

    file: str
    line: int


class Mapping(dict[str, Any]):
    """A YAML mapping that remembers where each key stands."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark
        self.marks: dict[str, Mark] = {}


class Sequence(list[Any]):
    """A YAML sequence that remembers where each item stands."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark
        self.marks: list[Mark] = []


def locate(value: Any, path: tuple[Hashable, ...], *, default: Mark) -> Mark:
    """Find the place of the deepest part of `path` that exists in a value read by this module."""
    mark = value.mark if isinstance(value, Mapping | Sequence) else default
    for part in path:
        if isinstance(value, Mapping) and part in value:
            mark, value = value.marks[str(part)], value[str(part)]
        elif isinstance(value, Sequence) and isinstance(part, int) and 0 <= part < len(value):
            mark, value = value.marks[part], value[part]
        elif not isinstance(value, Mapping | Sequence):
            break
    return mark


def merge(base: Mapping, over: Mapping) -> Mapping:
    """Lay one mapping over another: mappings merge key by key, `null` removes, all else replaces."""
    merged = Mapping(over.mark)
    for key in (*base, *(key for key in over if key not in base)):
        if key not in over:
            merged[key], merged.marks[key] = base[key], base.marks[key]
        elif over[key] is not None:
            both = isinstance(base.get(key), Mapping) and isinstance(over[key], Mapping)
            merged[key] = merge(base[key], over[key]) if both else over[key]
            merged.marks[key] = over.marks[key]
    return merged


def read(path: Path, name: str) -> tuple[Mapping | None, list[Problem]]:
    """Read one file whose top is a mapping. `name` is how problems call the file."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return None, [Problem(name, 1, "file", f"larger than {MAX_BYTES:,} bytes", "Split it.")]
        raw = path.read_bytes()
    except OSError as error:
        return None, [
            Problem(name, 1, "file", f"cannot be read ({error.strerror})", "Check that it is a readable file.")
        ]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, [Problem(name, line, "file", "is not UTF-8 text", "Save the file as UTF-8.")]
    return _Builder(name).build(text)


@dataclass
class _Builder:
    """Turns parser events into values without recursion, collecting problems as it goes."""

    name: str
    problems: list[Problem] = field(default_factory=list)

    def build(self, text: str) -> tuple[Mapping | None, list[Problem]]:
        try:
            value = self._value(text)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            began = f" ({error.context} from line {error.context_mark.line + 1})" if error.context_mark else ""
            found = f"is not valid YAML: {error.problem}{began}"
            self._add(line, f"column {column}", found, _yaml_remedy(text, line))
            return None, self.problems
        except yaml.reader.ReaderError as error:
            line = _line_of_forbidden_character(text)
            self._add(line, "text", f"holds a character that YAML forbids ({error.reason})", "Remove it.")
            return None, self.problems
        except _StopReading:
            return None, self.problems
        if not isinstance(value, Mapping):
            self._add(
                1,
                "file",
                "is not a mapping of fields",
                "Start with 'field: value' lines; see docs/adding-data.md.",
            )
            return None, self.problems
        return value, self.problems

    def _value(self, text: str) -> Any:
        top = Sequence(Mark(self.name, 1))
        open_: list[Mapping | Sequence] = [top]
        keys: list[str | None] = [None]
        documents = 0
        for event in _events(text):
            line = event.start_mark.line + 1
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop(line, "file", "holds a second document", "Remove the '---' line and what follows it.")
            elif isinstance(event, yaml.AliasEvent):
                self._stop(
                    line,
                    f"*{event.anchor}",
                    "is a YAML alias",
                    "Write the value out; anchors and aliases are refused.",
                )
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                open_.pop()
                keys.pop()
            elif isinstance(event, yaml.NodeEvent):
                self._refuse_extras(event, line)
                if isinstance(open_[-1], Mapping) and keys[-1] is None:
                    keys[-1] = self._key(event, line, open_[-1])
                    continue
                value: Any = self._node(event, line)
                self._put(open_[-1], keys, value, line)
                if isinstance(value, Mapping | Sequence):
                    open_.append(value)
                    keys.append(None)
                    if len(open_) > MAX_DEPTH:
                        self._stop(line, "file", f"nests deeper than {MAX_DEPTH}", "Flatten it.")
        return top[0] if top else None

    def _node(self, event: Any, line: int) -> Any:
        mark = Mark(self.name, line)
        if isinstance(event, yaml.MappingStartEvent):
            return Mapping(mark)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(mark)
        return _scalar(event.value) if event.implicit[0] else event.value

    def _key(self, event: Any, line: int, into: Mapping) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self._stop(line, "key", "is a list or a mapping", "Use a plain word as the key.")
        key = str(event.value)
        if key in into.marks:
            self._add(line, key, f"written twice; first on line {into.marks[key].line}", "Keep one of the two.")
        into.marks[key] = Mark(self.name, line)
        return key

    @staticmethod
    def _put(into: Mapping | Sequence, keys: list[str | None], value: Any, line: int) -> None:
        if isinstance(into, Mapping):
            into[keys[-1] or ""] = value
            keys[-1] = None
        else:
            into.append(value)
            into.marks.append(Mark(into.mark.file, line))

    def _refuse_extras(self, event: Any, line: int) -> None:
        if event.anchor:
            self._stop(
                line,
                f"&{event.anchor}",
                "is a YAML anchor",
                "Write the value out; anchors and aliases are refused.",
            )
        if event.tag:
            self._stop(
                line,
                str(event.tag),
                "is a YAML tag",
                "Remove it; values are plain text, numbers, true, false or null.",
            )

    def _add(self, line: int, where: str, found: str, remedy: str) -> None:
        self.problems.append(Problem(self.name, line, where, found, remedy))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _StopReading

    def _stop(self, line: int, where: str, found: str, remedy: str) -> None:
        self._add(line, where, found, remedy)
        raise _StopReading


class _StopReading(Exception):  # noqa: N818  a signal inside this module, never seen outside
    """The rest of the file would not be understood; its problem is already noted."""


def _events(text: str) -> Iterator[Any]:
    return yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _scalar(text: str) -> str | int | float | bool | None:
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.match(text):
        return int(text)
    if _DECIMAL.match(text):
        return float(text)
    return text


def _line_of_forbidden_character(text: str) -> int:
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _yaml_remedy(text: str, line: int) -> str:
    lines = text.splitlines()
    here = lines[line - 1] if 0 < line <= len(lines) else ""
    if "\t" in here:
        return "Use spaces, not tabs."
    return "Check the indentation, and quote a text that holds ': ' or starts with a special character."
