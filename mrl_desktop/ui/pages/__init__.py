"""The ten pages of the path, one file each, loaded when first opened.

How a page is made:

* `class XPage(Page)` in the file named below, with `step = "..."` (id in `guide/steps.py`) and, for wide tables, `wide = True`.
* `build(self)` makes the widgets once and adds them with `self.add(widget_or_layout)`; the window prints title and purpose above.
* `refresh(self, change)` shows the project as it is now: call `form.display(record)` and `table.refresh()`; both keep focus and cursor.
* Read through `self.session`: `.project`, `.statistics`, `.register`, `.catalogue`, `.settings`, `.open_project` (for flows).
* Write through `self.session`: `.put(record.with_values({...}), label="zmiana celu")`, `.remove(id, label)`, `.change(Change(...))`; forms and
  tables do it themselves. Never keep a record longer than a paint: keep its id. Never connect to `session.changed`: `refresh` is called.
* `go_to(self, place)` shows the record or field a finding names: pick it in the table, `self.reveal(widget)`, return True.
* Ask to go elsewhere: `self.session.go_to(Place(step="finance", record=...))`. Long work: `self.session.run(title, work, done, failed)`.
* Findings of an import or a generation: `self.session.tell_findings(findings)`.
* Colours and sizes only through `ui.theme` and the property `role`; every control gets an accessible name.

A page is entered in the rail by its line in PAGES; nothing else knows of it.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

from mrl_desktop.ui.page import Page

PAGES: dict[str, tuple[str, str]] = {
    "town": ("town", "TownPage"),
    "data": ("data", "DataPage"),
    "diagnosis": ("diagnosis", "DiagnosisPage"),
    "challenges": ("challenges", "ChallengesPage"),
    "goals": ("goals", "GoalsPage"),
    "undertakings": ("undertakings", "UndertakingsPage"),
    "finance": ("finance", "FinancePage"),
    "institution": ("institution", "InstitutionPage"),
    "documents": ("documents", "DocumentsPage"),
    "review": ("review", "ReviewPage"),
}
"""Step id to (module in this package, class)."""


def page_class(step: str) -> type[Page]:
    """The page of a step, loaded now."""
    module, name = PAGES[step]
    return cast(type[Page], getattr(import_module(f"mrl_desktop.ui.pages.{module}"), name))
