"""Places the skills of a role in layers, prerequisites to the left: the same drawing every time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import networkx as nx

from careerdata.dataset import Dataset, RoleLevel

#: Rounds of moving each skill to the middle of its neighbours; more change nothing visible.
ROUNDS = 6


@dataclass(frozen=True)
class Placed:
    """A skill at its place: layer from left to right, row from top to bottom."""

    skill_id: str
    layer: int
    row: int
    needs: tuple[str, ...]
    """Prerequisites inside the same drawing."""
    opens: tuple[str, ...]
    """Skills inside the same drawing that build on it."""


def skill_layers(dataset: Dataset, target: RoleLevel, *, choices: Mapping[str, str]) -> tuple[Placed, ...]:
    """Lay out the skills a role-level asks for; of a one-of group, the member chosen in `choices` or the first."""
    chosen = {choices.get(r.id, r.members[0]) if r.is_group else r.id for r in target.requirements}
    edges = _edges(dataset, chosen)
    graph = nx.DiGraph(edges)
    graph.add_nodes_from(sorted(chosen))
    reduced = nx.transitive_reduction(_without_cycles(graph))
    layers = [sorted(layer) for layer in nx.topological_generations(reduced)]
    rows = _ordered(layers, reduced)
    return tuple(
        Placed(
            skill_id,
            layer,
            row,
            needs=tuple(sorted(reduced.predecessors(skill_id))),
            opens=tuple(sorted(reduced.successors(skill_id))),
        )
        for layer, members in enumerate(rows)
        for row, skill_id in enumerate(members)
    )


def _edges(dataset: Dataset, chosen: Collection[str]) -> list[tuple[str, str]]:
    return [
        (need.skill, skill_id)
        for skill_id in sorted(chosen)
        for need in dataset.skills[skill_id].requires
        if need.skill in chosen
    ]


def _without_cycles(graph: nx.DiGraph[str]) -> nx.DiGraph[str]:
    """Over skills (proficiencies left out) two may need each other at different rungs: keep the lower id first."""
    graph = graph.copy()
    while True:
        try:
            loop = nx.find_cycle(graph)
        except nx.NetworkXNoCycle:
            return graph
        graph.remove_edge(*max(edge[:2] for edge in loop))


def _ordered(layers: list[list[str]], graph: nx.DiGraph[str]) -> list[list[str]]:
    """Order each layer by the middle of its neighbours' rows, a few times over (the barycentre method)."""
    rows = [list(layer) for layer in layers]
    for turn in range(ROUNDS):
        place = {skill_id: row for layer in rows for row, skill_id in enumerate(layer)}
        for layer in rows if turn % 2 == 0 else reversed(rows):
            near = graph.predecessors if turn % 2 == 0 else graph.successors
            middle = {s: _mean([place[n] for n in near(s)], place[s]) for s in layer}
            layer.sort(key=lambda s: (middle[s], s))
            place.update({skill_id: row for row, skill_id in enumerate(layer)})
    return rows


def _mean(values: list[int], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
