"""How much the dataset holds."""

from __future__ import annotations

from careerdata.dataset import Dataset


def counts(dataset: Dataset) -> dict[str, int]:
    """Count what the dataset holds, by kind."""
    skills = dataset.skills.values()
    return {
        "roles": len(dataset.roles),
        "levels": len(dataset.levels),
        "role_levels": len(dataset.role_levels),
        "categories": len(dataset.categories),
        "skills": len(dataset.skills),
        "aliases": sum(len(skill.aliases) for skill in skills),
        "behaviours": sum(len(skill.behaviours) for skill in skills),
        "self_checks": sum(len(skill.self_checks) for skill in skills),
        "relations": sum(
            len(skill.requires) + len(skill.alternative_to) + len(skill.part_of) + len(skill.complements)
            for skill in skills
        ),
        "prerequisites": sum(len(skill.requires) for skill in skills),
        "resources": sum(len(skill.resources) for skill in skills),
        "groups": len(dataset.groups),
        "requirements": sum(len(role_level.requirements) for role_level in dataset.role_levels.values()),
        "tracks": len(dataset.tracks),
        "projects": len(dataset.projects),
        "certifications": len(dataset.certifications),
        "pay_figures": len(dataset.pay),
        "countries": len({figure.country for figure in dataset.pay.values()}),
        "outlook_figures": len(dataset.outlook),
        "sources": len(dataset.sources),
    }
