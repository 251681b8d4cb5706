"""The cover and the file's properties, from the project's settings and `resources/outlines/okladka.toml`."""

from __future__ import annotations

import tomllib
from datetime import date

from generator.blocks import Cover
from generator.context import ChapterContext
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.paths import resource
from mrl_desktop.polish import day, year_range


def cover_of(context: ChapterContext) -> Cover:
    """What stands on the title page; the programme's obligatory sentence and marks come from a resource file by profile."""
    settings = context.settings
    words = tomllib.loads(resource("outlines", "okladka.toml").read_text(encoding="utf-8"))
    profile = words.get(str(settings.profile), {})
    horizon = ""
    if settings.horizon_start and settings.horizon_end:
        horizon = f"na lata {year_range(settings.horizon_start, settings.horizon_end)}"
    return Cover(
        title=context.title(),
        town=settings.town_name,
        subtitle=settings.project_title,
        horizon=horizon,
        version=f"Wersja {settings.document_version}" if settings.document_version else "",
        date=day(date_of(context)),
        adoption=settings.resolution,
        notice=str(words["fikcyjna"]) if settings.fictitious else "",
        programme=str(profile.get("formula", "")),
        logos=tuple((str(mark["nazwa"]), str(mark["tekst"])) for mark in profile.get("znaki", [])),
        coat_of_arms=settings.coat_of_arms,
    )


def date_of(context: ChapterContext) -> date:
    """The date printed on the document: the one set in the project, else today's."""
    return context.settings.document_date or context.today or date.today()


def properties_of(context: ChapterContext) -> dict[str, str]:
    """Properties of the Word file: title, subject, author, keywords, date of creation (ISO)."""
    settings = context.settings
    kind = "PRL" if context.scope is Scope.PRL else "PRI"
    return {
        "title": f"{context.title()} – {settings.town_name}",
        "subject": "Dokument programowy gminy",
        "author": f"Zespół Miejski, {settings.town_name}",
        "keywords": f"{kind}; {settings.town_name}; rozwój lokalny; strategia",
        "created": date_of(context).isoformat(),
        "language": "pl-PL",
    }
