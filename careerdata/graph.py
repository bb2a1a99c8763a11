"""The skill graph: one frozen networkx graph over all relations, and the learning order inside it."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from careerdata.dataset import Dataset

#: A skill at a proficiency.
Node = tuple[str, int]


def skill_graph(dataset: Dataset) -> nx.MultiDiGraph[str]:
    """Build the graph of skills, frozen.

    Nodes are skill ids with `skill_name` and `category_id`. Edges carry `kind` and `why`, are keyed by kind
    (`requires:FOR` for prerequisites), and say by kind:
    `requires` (`proficiency`, `for_proficiency`; from a skill to what it needs),
    `alternative_to` (`credit`; from the held skill to the one it stands in for), `part_of`, `complements`.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(digest=dataset.digest)
    for skill_id, skill in dataset.skills.items():
        graph.add_node(skill_id, skill_name=skill.name, category_id=dataset.category_of[skill_id])
    for skill_id, skill in dataset.skills.items():
        for need in skill.requires:
            facts = {"proficiency": need.proficiency, "for_proficiency": need.for_, "why": need.why}
            graph.add_edge(skill_id, need.skill, key=f"requires:{need.for_}", kind="requires", **facts)
        for other in skill.alternative_to:
            facts = {"credit": other.credit, "why": other.why}
            graph.add_edge(skill_id, other.skill, key="alternative_to", kind="alternative_to", **facts)
        for kind in ("part_of", "complements"):
            for related in getattr(skill, kind):
                graph.add_edge(skill_id, related.skill, key=kind, kind=kind, why=related.why)
    return nx.freeze(graph)


def proficiency_edges(dataset: Dataset) -> Iterator[tuple[Node, Node]]:
    """List (prerequisite, what it is needed for) over skills at proficiencies: next rungs and curated ones."""
    for skill_id, skill in dataset.skills.items():
        for proficiency in range(2, 6):
            yield (skill_id, proficiency - 1), (skill_id, proficiency)
        for need in skill.requires:
            if need.skill in dataset.skills:
                yield (need.skill, need.proficiency), (skill_id, need.for_)
