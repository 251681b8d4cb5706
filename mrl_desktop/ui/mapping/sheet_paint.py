"""How the wizard paints a sheet: the header, the columns that give values, those that describe them, those left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from excel_modules.mapping.draft import MappingDraft
from excel_modules.mapping.preview import MappedPreview
from excel_modules.mapping.profile import Meaning
from mrl_desktop.flows.cell_roles import CellRole, Fate, areas_of
from mrl_desktop.ui.mapping.words import MEANINGS

Position = tuple[int, int]
_FATE = {Meaning.VALUE: Fate.READ, Meaning.IGNORE: Fate.SKIPPED}


class DraftRoles(Mapping[Position, CellRole]):
    """Worked out cell by cell when painted, so that a sheet of any size costs nothing."""

    def __init__(self, draft: MappingDraft, *, columns: bool, preview: MappedPreview | None = None) -> None:
        self._header = range(draft.top, draft.top + draft.profile.header_rows)
        self._data = draft.top + draft.profile.header_rows
        self._title = CellRole(fate=Fate.LABEL, says="nagłówek")
        self._of = {column: CellRole(fate=_FATE.get(rule.meaning, Fate.LABEL), says=MEANINGS[rule.meaning][0]) for column, rule in draft.rules.items()} if columns else {}
        self._left: dict[int, list[tuple[int, int, CellRole]]] = {}
        for one in preview.skipped if preview is not None and columns else ():
            if one.sheet == draft.sheet:
                for top, left, bottom, right in areas_of(one.cell):
                    if top == bottom:
                        self._left.setdefault(top, []).append((left, right, CellRole(fate=Fate.SKIPPED, says=one.reason)))

    def __getitem__(self, position: Position) -> CellRole:
        row, column = position
        if row in self._header:
            return self._title
        for left, right, role in self._left.get(row, ()):
            if left <= column <= right:
                return role
        if row >= self._data and column in self._of:
            return self._of[column]
        raise KeyError(position)

    def __iter__(self) -> Iterator[Position]:
        return iter((row, column) for row in self._header for column in self._of)

    def __len__(self) -> int:
        return len(self._header) * len(self._of)
