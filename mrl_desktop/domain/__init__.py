"""The plan as values: frozen records, the project that holds them, facts, findings and charts. Standard library only."""

from mrl_desktop.domain import (
    diagnosis,
    imports,
    institution,
    narrative,
    people,
    review,
    settings,
    strategy,
    surveys,
    undertakings,
)
