"""About the data: version, counts, every source; and a broken overlay is said out loud."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerdata import loader
from careerdata.stats import counts
from pages.shared import data, method_text
from pages.shared.wording import plain
from tests.pages.screen import dataset, full, texts, title, visit


def test_version_and_fingerprint_are_named() -> None:
    screen = visit("about", full())

    assert not screen.exception
    assert title(screen) == "About the data and the method"
    assert dataset().info.version in texts(screen)
    assert dataset().digest[:12] in texts(screen)


def test_the_counts_are_the_dataset_s() -> None:
    shown = {row["What"].lower(): row["How many"] for row in visit("about").table[0].value.to_dict("records")}

    assert shown == {name.replace("_", " "): f"{count:,}" for name, count in counts(dataset()).items()}


def test_every_source_stands_there_once_with_its_note() -> None:
    screen = visit("about")

    blocks = [
        markdown.value for opener in screen.expander for markdown in opener.markdown if "licence:" in markdown.value
    ]
    assert len(blocks) == len(dataset().sources)
    for source in dataset().sources.values():
        assert any(plain(source.title) in block and plain(source.note) in block for block in blocks)


def test_every_question_of_a_sceptic_is_answered() -> None:
    labels = [opener.label for opener in visit("about").expander]

    assert set(method_text.SCEPTIC) <= set(labels)


def test_a_broken_overlay_is_listed_and_the_shipped_data_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "skills").mkdir()
    (tmp_path / "skills" / "broken.yaml").write_text("skills: [\n", encoding="utf-8")
    monkeypatch.setenv(loader.OVERLAY_VARIABLE, str(tmp_path))
    loader.shipped.cache_clear()
    data._loaded.cache_clear()
    try:
        screen = visit("about")

        assert not screen.exception
        assert "broken.yaml" in screen.error[0].value
        assert any("overlay" in notice.value for notice in screen.warning)
        assert data.dataset().roles
    finally:
        monkeypatch.delenv(loader.OVERLAY_VARIABLE)
        loader.shipped.cache_clear()
        data._loaded.cache_clear()
