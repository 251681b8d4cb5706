"""What is decided once for a project: the town, its name in cases, the documents' name, horizon and lead; and the group it is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from mrl_desktop.domain.records import Listed, Record, id_from, known


class DocumentName(StrEnum):
    PLAN = "Plan"
    PROGRAM = "Program"


class Profile(StrEnum):
    EOG = "EOG_2014_2021"
    SRG = "SRG_WYKONAWCZY"


SETTINGS_ID: UUID = id_from("settings")
VISION_ID: UUID = id_from("vision")
ENVIRONMENT_ID: UUID = id_from("environmental assessment")


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(Record):
    """The only record of its kind in a project; its id is always SETTINGS_ID."""

    kind: ClassVar[str] = "settings"
    title_of_kind: ClassVar[str] = "ustawienia projektu"

    id: UUID = SETTINGS_ID
    territory: str = ""
    """Seven-digit TERYT code of the town."""
    town_name: str = ""
    town_genitive: str = ""
    town_dative: str = ""
    town_accusative: str = ""
    town_instrumental: str = ""
    town_locative: str = ""
    town_adjective: str = ""
    """Masculine nominative: „mielecki"."""
    town_forms_checked: bool = False
    """Whether a person has confirmed the proposed forms."""
    document_name: DocumentName = DocumentName.PLAN
    profile: Profile = Profile.EOG
    horizon_start: int | None = None
    horizon_end: int | None = None
    lead_name: str = ""
    lead_post: str = ""
    document_version: str = "1.0"
    document_date: date | None = None
    resolution: str = ""
    """Number and date of the council's resolution, once adopted."""
    project_title: str = ""
    coat_of_arms: str = ""
    """Path of a picture beside the project file, or empty."""
    fictitious: bool = False
    """True for the training town; documents then say so on the cover."""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonGroup(Listed):
    """A named set of towns to compare with. The one with `chosen` is used; without any, the default by kind and size."""

    kind: ClassVar[str] = "comparison_group"
    title_of_kind: ClassVar[str] = "grupa porównawcza"

    name: str = ""
    members: tuple[str, ...] = ()
    """TERYT codes, the own town not included."""
    reason: str = ""
    chosen: bool = False


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTerritory(Record):
    """A territory that only this project knows (the fictitious towns of a training project)."""

    kind: ClassVar[str] = "own_territory"
    title_of_kind: ClassVar[str] = "jednostka dodana do projektu"

    code: str = ""
    name: str = ""
    level: str = ""
    """Value of `territory.Level`."""
    unit_type: str = ""
    parent: str = ""
    population: int | None = None
    population_year: int | None = None
    area_km2: str = ""
