"""Chapters I11–I14: putting the plan to work, watching it, taking people along, horizontal principles, agreement with the PRL."""

from __future__ import annotations

from collections.abc import Sequence

from generator.blocks import Block
from generator.context import ChapterContext
from generator.pri.goals import institutional_goals
from generator.prl.coherence import coherence_table, horizontal_table
from generator.prl.introduction import link_table
from generator.prl.management import duty_table, monitoring_table
from generator.prl.participation import participation_table
from mrl_desktop.domain.diagnosis import Scope


def monitoring(context: ChapterContext) -> Sequence[Block]:
    return [*duty_table(context, Scope.PRI, "T-PRI-RACI"), *monitoring_table(context, Scope.PRI, "T-PRI-MONIT")]


def participation(context: ChapterContext) -> Sequence[Block]:
    return participation_table(context, Scope.PRI, "T-PRI-PARTYC")


def horizontal(context: ChapterContext) -> Sequence[Block]:
    return horizontal_table(context, Scope.PRI, "T-PRI-HORYZ")


def coherence(context: ChapterContext) -> Sequence[Block]:
    return [*link_table(context, "T-PRL-PRI"), *coherence_table(context, Scope.PRI, institutional_goals(context), "T-PRI-SPOJNOSC")]
