"""The dataset as tables and as a graph."""

from __future__ import annotations

import networkx as nx
import pytest

from careerdata.dataset import Dataset
from careerdata.frames import FRAMES, columns, frames
from careerdata.graph import proficiency_edges, skill_graph
from careerdata.models import LEVEL_IDS


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_has_its_columns_and_rows_without_gaps_in_ids(tiny_dataset: Dataset, name: str) -> None:
    frame = frames(tiny_dataset)[name]
    assert list(frame.columns) == columns(name)
    assert len(frame) > 0
    for column in frame.columns:
        if column.endswith("_id") and (name, column) != ("pay", "level_id"):
            assert frame[column].notna().all()


def test_every_frame_is_made_and_no_other(tiny_dataset: Dataset) -> None:
    assert list(frames(tiny_dataset)) == list(FRAMES)


def test_the_frames_hold_what_the_files_say(tiny_dataset: Dataset) -> None:
    made = frames(tiny_dataset)
    assert list(made["skills"]["skill_id"]) == list(tiny_dataset.skills)
    assert len(made["behaviours"]) == 5 * len(tiny_dataset.skills)
    third = made["behaviours"].query("skill_id == 'python' and proficiency == 3").iloc[0]
    assert third["behaviour"] == "You can keep a Python service alive."
    assert (third["effort_low_hours"], third["effort_high_hours"]) == (20, 40)
    assert made["pay"].iloc[0][["figure_id", "median", "currency", "source_id"]].tolist() == [
        "de-survey",
        60000,
        "EUR",
        "survey",
    ]
    assert list(made["levels"]["level_id"]) == list(LEVEL_IDS)
    assert list(made["levels"]["low_years"]) == [0, 2, 5, 8, 12]
    assert list(made["levels"]["high_years"].iloc[:4]) == [2, 5, 9, 14]


def test_the_requirements_frame_has_a_row_for_each_role_level_and_requirement(tiny_dataset: Dataset) -> None:
    frame = frames(tiny_dataset)["requirements"]
    asked = sum(len(role_level.requirements) for role_level in tiny_dataset.role_levels.values())
    assert len(frame) == asked
    assert not frame.duplicated(["role_id", "level_id", "requirement_id"]).any()
    group = frame.query("level_id == 'mid' and requirement_id == 'relational-database'").iloc[0]
    assert bool(group["is_group"])
    assert bool(group["is_core"])
    assert group["source_id"] == "editorial"


def test_the_relations_frame_keeps_numbers_with_their_kind(tiny_dataset: Dataset) -> None:
    frame = frames(tiny_dataset)["relations"].set_index("kind")
    requires = frame.loc["requires"]
    assert [requires["skill_id"], requires["other_skill_id"]] == ["postgresql", "sql"]
    assert (requires["proficiency"], requires["for_proficiency"]) == (1, 2)
    assert frame.loc["alternative_to", "credit"] == 0.7
    assert set(frame.index) == {"requires", "alternative_to", "part_of", "complements"}


def test_the_graph_has_every_skill_and_every_relation_with_its_reason(tiny_dataset: Dataset) -> None:
    graph = skill_graph(tiny_dataset)
    assert set(graph.nodes) == set(tiny_dataset.skills)
    assert graph.nodes["mysql"] == {"skill_name": "MySQL", "category_id": "storage"}
    assert {(a, b, kind) for a, b, kind in graph.edges(data="kind")} == {
        ("python", "sql", "complements"),
        ("postgresql", "sql", "requires"),
        ("postgresql", "mysql", "alternative_to"),
        ("mysql", "sql", "part_of"),
    }
    assert graph.edges["postgresql", "sql", "requires:2"]["why"] == "Tables are made in SQL."
    assert graph.graph["digest"] == tiny_dataset.digest


def test_the_graph_is_frozen(tiny_dataset: Dataset) -> None:
    with pytest.raises(nx.NetworkXError, match="Frozen graph"):
        skill_graph(tiny_dataset).add_edge("python", "mysql")


def test_the_learning_order_joins_the_rungs_of_a_skill_and_its_prerequisites(tiny_dataset: Dataset) -> None:
    edges = set(proficiency_edges(tiny_dataset))
    assert (("sql", 1), ("postgresql", 2)) in edges
    assert (("python", 4), ("python", 5)) in edges
    assert len(edges) == 4 * len(tiny_dataset.skills) + 1
    assert nx.is_directed_acyclic_graph(nx.DiGraph(edges))
