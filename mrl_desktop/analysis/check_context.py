"""The context of the plan's rules, with limits and required fields from the rule files."""

from __future__ import annotations

from decimal import Decimal

from mrl_desktop.analysis.rules import rules, threshold
from mrl_desktop.domain.checks import Captioned, CheckContext, Quote, Section, Shares
from mrl_desktop.domain.facts import Fact


def check_context(
    *,
    sections: tuple[Section, ...] = (),
    captioned: tuple[Captioned, ...] = (),
    quotes: tuple[Quote, ...] = (),
    quoted: tuple[tuple[str, Fact], ...] = (),
    abbreviations: frozenset[str] = frozenset(),
    shares: tuple[Shares, ...] = (),
) -> CheckContext:
    """Limits of `resources/rules/` and the parts of a document, where there is one."""
    limit = threshold("dotacja", "najwyzej_zl")
    return CheckContext(
        card_fields=tuple((entry["pole"], entry["nazwa"]) for entry in rules("cost_limits")["karta"]),
        principles=tuple((entry["klucz"], entry["nazwa"]) for entry in rules("horizontal_principles")["zasada"] if entry["wymagana"]),
        sources=tuple(entry["klucz"] for entry in rules("funding_sources")["zrodlo"]),
        grant_limit=Decimal(str(limit)) if limit else None,
        grant_percent=Decimal(str(threshold("dotacja", "najwyzej_procent_kwalifikowalnych"))),
        consultation_days=int(threshold("plan", "konsultacje_dni")),
        sections=sections,
        captioned=captioned,
        quotes=quotes,
        quoted=quoted,
        abbreviations=abbreviations,
        shares=shares,
    )
