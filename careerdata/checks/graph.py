"""The relations between skills form a graph that one can learn along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import networkx as nx

from careerdata.checks.context import Context
from careerdata.graph import proficiency_edges
from careerdata.problems import Problem


def no_cycles(context: Context) -> Iterator[Problem]:
    """No skill at a proficiency may, step by step, require itself."""
    graph = nx.DiGraph(proficiency_edges(context.dataset))
    for component in nx.strongly_connected_components(graph):
        if len(component) < 2 and not any(graph.has_edge(node, node) for node in component):
            continue
        loop = [edge[0] for edge in nx.find_cycle(graph.subgraph(component), min(component))]
        start = loop.index(min(loop))
        loop = loop[start:] + loop[:start] + [loop[start]]
        shown = " <- ".join(f"{skill} {proficiency}" for skill, proficiency in loop[:12]) + (
            " <- and so on" if len(loop) > 12 else ""
        )
        found = f"prerequisites form a cycle: {shown}"
        yield context.skill_problem(loop[0][0], ("requires",), found, "Remove or lower one of them.")


def no_self_relations(context: Context) -> Iterator[Problem]:
    """A skill is not related to itself."""
    for skill_id, skill in context.dataset.skills.items():
        for field in ("requires", "alternative_to", "part_of", "complements"):
            for place, relation in enumerate(getattr(skill, field)):
                if relation.skill == skill_id:
                    yield context.skill_problem(skill_id, (field, place), "names the skill itself", "Remove it.")


def one_relation_between_two_skills(context: Context) -> Iterator[Problem]:
    """Two skills are prerequisites or companions, not both; and nothing is said twice."""
    for skill_id, skill in context.dataset.skills.items():
        required = {relation.skill for relation in skill.requires}
        for place, companion in enumerate(skill.complements):
            other = context.dataset.skills.get(companion.skill)
            if companion.skill in required or (other and skill_id in {r.skill for r in other.requires}):
                found = f"'{companion.skill}' and this skill are also prerequisites"
                yield context.skill_problem(skill_id, ("complements", place), found, "Keep one of the two.")
            if other and skill_id < companion.skill and skill_id in {r.skill for r in other.complements}:
                found = f"'{companion.skill}' says the same from its side"
                yield context.skill_problem(skill_id, ("complements", place), found, "Keep it on one side.")
        for field in ("alternative_to", "part_of", "complements"):
            counts = Counter(relation.skill for relation in getattr(skill, field))
            for name, count in counts.items():
                if count > 1:
                    yield context.skill_problem(skill_id, (field,), f"names '{name}' {count} times", "Keep one.")
        steps = Counter((relation.skill, relation.for_) for relation in skill.requires)
        for (name, step), count in steps.items():
            if count > 1:
                found = f"names '{name}' {count} times for proficiency {step}"
                yield context.skill_problem(skill_id, ("requires",), found, "Keep the higher one.")


def members_stand_once(context: Context) -> Iterator[Problem]:
    """A group lists each member once."""
    for group_id, group in context.dataset.groups.items():
        for name, count in Counter(group.members).items():
            if count > 1:
                path = ("groups", group_id, "members")
                yield context.problem("groups.yaml", path, f"'{name}' stands {count} times", "Keep one.")
