"""How the numbers are made, in words a sceptic accepts. The long version: docs/method.md."""

from __future__ import annotations

from typing import Final

FORMULAS: Final = r"""
**Readiness** is importance-weighted, capped coverage: for every requirement, weight times *have / asked* (at most 1), summed,
divided by all weights. What a requirement misses in points is 100 x weight x (1 - coverage) / all weights, so the table on
*My gap* adds up exactly.

- A **one-of group** ("one relational database") counts once, by the member you know best.
- A skill that **stands in** for another (Java for Kotlin) earns part of the points. The part is written in the data with
  its reason, is shown on a line of its own, is always less than full, and never opens the must-have gate.
- **Must-haves** stand beside the number and are not mixed into it.
- The **range**: every rating one lower and unrated as none, up to every rating one higher and unrated as met.
- **Hours left** count every missing rung once, prerequisites included.

**Next steps** rank every rung you could climb by points gained per hour, where the hours include prerequisites you still
miss. The second step is chosen as if the first were done, so the three add up.

**Questions** come in the order of what they settle: the weight of the requirement, plus half of what a good answer would
imply through the prerequisites.
"""

SCEPTIC: Final[dict[str, str]] = {
    "What does 72 % mean?": (
        "You cover 72 % of the weighted requirements in the table on that page. It is no probability of being hired: "
        "hiring also depends on people, luck and the market, and nobody has the data to compute that."
    ),
    "Where do requirements and weights come from?": (
        "They are editorial judgement, informed by the demand shares of the sources listed below, and each row gives its "
        "reason. Different editors would choose other weights; an overlay file lets a company or a person set their own."
    ),
    "My weights differ. Does that change much?": (
        "Readiness is a weighted mean, so a weight moves the number by at most its own share. The table shows each "
        "requirement's worth in points: that is the most it can matter."
    ),
    "People overrate themselves.": (
        "They do, and some underrate themselves. Self-ratings correlate with measured performance at only about 0.3 "
        "(Zell and Krizan 2014). That is why you see a range, why the choices are sentences about what you can do, and why "
        "the low end assumes that every rating is one too high. The sentences are clearer; we claim no gain in accuracy."
    ),
    "Is unrated the same as zero?": (
        "No. Unrated earns no points, but it is marked, it widens the range upwards, and the share that is rated stands "
        "beside the number. An empty profile has no score at all."
    ),
    "Why this order of steps?": (
        "Gain per hour of everything the step needs, prerequisites included. On trial graphs of this kind the greedy order "
        "reached 97 to 99.5 % of the exact optimum for a fixed budget, going by importance alone 77 to 93 %. It is the best "
        "return, not the only sensible order: mark a skill 'leave it out' and the steps go round it."
    ),
    "Are the hours real?": (
        "They are our estimate of focused hours for somebody who meets the prerequisites, given as a range and not tested "
        "in a study; we know of no public one. Halve or double them if you know yourself better: the order hardly changes."
    ),
    "Are the pay figures for me?": (
        "Each is exactly what its source published: who, where, when, how many, and which statistic. Different sources "
        "count different people. We never average them, convert currencies or fill gaps."
    ),
    "Is it reproducible?": (
        "Yes. There is no chance in any result and no language model. The same data version and the same answers give the "
        "same output; every download names the data version."
    ),
    "Who checked it?": (
        "Rules check the data at every change: sources, ranges, cycles, duplicate sentences. People read it. Mistakes remain; "
        "every entry is a line in a text file, and a correction takes minutes."
    ),
}
