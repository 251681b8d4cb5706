"""Step 9, „Dokumenty": the outline of each document, own text of a chapter, its preview as one types, and writing the files."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSplitter, QTabBar, QVBoxLayout, QWidget

from generator.blocks import Document
from generator.context import narrative_id
from generator.outline import Outline, load_outline
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.document_names import document_names, document_title
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.narrative import Narrative
from mrl_desktop.domain.project import Change
from mrl_desktop.ui import theme
from mrl_desktop.ui.page import Page
from mrl_desktop.ui.pages.chapter_editor import ChapterEditor
from mrl_desktop.ui.pages.chapter_preview import ChapterPreview
from mrl_desktop.ui.pages.chapter_tables import chapter_of_record
from mrl_desktop.ui.pages.document_outline import OutlineTree
from mrl_desktop.ui.pages.document_work import ChapterStanding, Preview, context_now, document_now, preview_now, standing
from mrl_desktop.ui.pages.fact_choice import FactChoice
from mrl_desktop.ui.pages.latest import Latest
from mrl_desktop.ui.pages.saving_bar import SavingBar
from mrl_desktop.ui.widgets.basics import frame, label
from mrl_desktop.ui.widgets.message import InlineMessage

SCOPES = (Scope.PRL, Scope.PRI)
PAUSE = 1200
"""Milliseconds of quiet after a change before the whole document is worked out anew."""
BESIDE_FROM = 1120
"""Width in pixels from which the preview stands beside the text instead of under it."""


class DocumentsPage(Page):
    step = "documents"
    wide = True

    def build(self) -> None:
        self._standings: dict[Scope, dict[str, ChapterStanding]] = {}
        self._current: dict[Scope, str] = {}
        self._whole = Latest[Document](self, self.session)
        self._one = Latest[Preview](self, self.session)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE)
        self._soon.timeout.connect(self._work_out)
        self.saving = SavingBar(self.session)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Który dokument")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for scope in SCOPES:
            self.tabs.addTab(str(scope))
        self.tabs.currentChanged.connect(lambda _: self._turn_document())
        self.saving.row.insertWidget(0, self.tabs)
        self.saving.row.insertStretch(1, 1)
        self.add(self.saving)
        self._failure, self._unchecked = InlineMessage(), InlineMessage()
        self.add(self._failure)
        self.add(self._unchecked)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        left = QWidget()
        left.setMinimumWidth(210)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.S16, 0)
        self.outline = OutlineTree()
        self.outline.chosen.connect(self._turn_chapter)
        column.addWidget(self.outline)
        self._split.addWidget(left)
        self._split.addWidget(self._chapter())
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([270, 900])
        self._split.setMinimumHeight(480)
        self.body.addWidget(self._split, 1000)

    def refresh(self, change: Change | None) -> None:
        for index, scope in enumerate(SCOPES):
            self.tabs.setTabText(index, f"{scope} – {document_title(self.session.settings, scope)}" if self._roomy else str(scope))
            self.tabs.setTabToolTip(index, document_title(self.session.settings, scope))
        if change is None:
            self._standings = {}
            self._turn_document()
        else:
            self._show_chapter()
        self._preview()
        self._soon.start(0 if change is None else PAUSE)

    def go_to(self, place: Place) -> bool:
        scope, key = self._chapter_of(place)
        if not key:
            return False
        self._show_scope(scope, key)
        self.reveal(self.editor.go_to(place))
        return True

    @property
    def scope(self) -> Scope:
        """Which document is in view."""
        return SCOPES[self.tabs.currentIndex()]

    @property
    def _outline_of(self) -> Outline:
        return load_outline(self.scope)

    # -- parts --------------------------------------------------------------------------------------------------------

    def _chapter(self) -> QWidget:
        self._both = QSplitter(Qt.Orientation.Vertical)
        self._both.setChildrenCollapsible(False)
        self._both.setHandleWidth(1)
        self.editor = ChapterEditor(self.session, self._ask_fact)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.editor.setProperty("role", "ground")
        area.setWidget(self.editor)
        self._both.addWidget(area)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(theme.S16, theme.S8, 0, 0)
        column.setSpacing(theme.S4)
        head = QHBoxLayout()
        head.addWidget(label("Podgląd", "label", wrap=False))
        self._state = label("", "help", wrap=False)
        head.addStretch(1)
        head.addWidget(self._state)
        column.addLayout(head)
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(2, 2, 2, 2)
        self.preview = ChapterPreview()
        self.preview.record_wanted.connect(self._to_record)
        self.preview.chapter_wanted.connect(self._to_chapter)
        inside.addWidget(self.preview)
        column.addWidget(card, 1)
        self._both.addWidget(shown)
        self._both.setSizes([430, 330])
        return self._both

    @property
    def _roomy(self) -> bool:
        return self.width() >= BESIDE_FROM

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = Qt.Orientation.Horizontal if self._roomy else Qt.Orientation.Vertical
        if self._both.orientation() != wanted:
            self._both.setOrientation(wanted)
            self._both.setSizes([500, 500])
            if self.session.is_open:
                for index, scope in enumerate(SCOPES):
                    self.tabs.setTabText(index, f"{scope} – {document_title(self.session.settings, scope)}" if self._roomy else str(scope))

    # -- turning ------------------------------------------------------------------------------------------------------

    def _turn_document(self) -> None:
        if not self.session.is_open:
            return
        scope, outline = self.scope, self._outline_of
        names = document_names(self.session.settings)
        self.outline.current = ""
        self.outline.show_outline(outline, {entry.key: entry.title.format_map(names) for entry in outline.entries})
        self.outline.show_standings(self._standings.get(scope, {}))
        self.outline.pick(self._current.get(scope) or outline.entries[0].key)
        self._soon.start(0)

    def _turn_chapter(self, key: str) -> None:
        self.session.finish_editing()
        self._current[self.scope] = key
        self.preview.display(None)
        self._show_chapter()
        self._preview()

    def _show_chapter(self) -> None:
        key = self._current.get(self.scope)
        if not key:
            return
        outline = self._outline_of
        entry = outline.entry(key)
        title = entry.title.format_map(document_names(self.session.settings))
        self.editor.display(self.scope, entry, outline.numbers().get(key, ""), title)
        self.editor.show_standing(self._standings.get(self.scope, {}).get(key))

    def _show_scope(self, scope: Scope, key: str) -> None:
        self._current[scope] = key
        if self.scope is scope:
            self.outline.pick(key)
        else:
            self.tabs.setCurrentIndex(SCOPES.index(scope))

    # -- working out --------------------------------------------------------------------------------------------------

    def _preview(self) -> None:
        """The chapter in view, worked out in the background."""
        key = self._current.get(self.scope)
        if not key or not self.session.is_open:
            return
        opened, entry = self.session.open_project, self._outline_of.entry(key)
        context = context_now(opened, self.scope)
        self._state.setText("odświeżam…")
        self._one.ask(lambda: preview_now(opened, context, entry), self._show_preview, self._failed)

    def _show_preview(self, preview: Preview) -> None:
        self._state.setText("")
        self._failure.hide()
        if preview.key == self._current.get(self.scope):
            self.preview.display(preview)

    def _work_out(self) -> None:
        """The whole document in view, for how its chapters stand."""
        if not self.session.is_open or not self.isVisible():
            return
        opened, scope = self.session.open_project, self.scope
        context = context_now(opened, scope)
        self._whole.ask(lambda: document_now(opened, context), self._show_standings, self._not_checked)

    def _not_checked(self, error: Exception) -> None:
        self._unchecked.say("Nie udało się sprawdzić, czego brakuje w dokumencie.", f"Twoje teksty są zapisane. Szczegół: {error}", "warn")

    def _show_standings(self, document: Document) -> None:
        self._unchecked.hide()
        outline = load_outline(document.scope)
        chapters = {chapter.key: chapter for chapter in document.chapters}
        project = self.session.project
        found: dict[str, ChapterStanding] = {}
        for entry in outline.entries:
            own = project.one(Narrative, narrative_id(document.scope, entry.key))
            found[entry.key] = standing(entry, chapters[entry.key], own.text if own else "")
        self._standings[document.scope] = found
        if document.scope is self.scope:
            self.outline.show_standings(found)
            self.editor.show_standing(found.get(self._current.get(self.scope, "")))

    def _failed(self, error: Exception) -> None:
        self._state.setText("")
        self._failure.say("Podglądu nie udało się przygotować.", f"Twój tekst jest zapisany. Spróbuj wybrać inny rozdział. Szczegół: {error}", "warn")

    # -- places and links ---------------------------------------------------------------------------------------------

    def _chapter_of(self, place: Place) -> tuple[Scope, str]:
        record = self.session.project.get(place.record)
        if isinstance(record, Narrative):
            return record.document, record.chapter
        found = chapter_of_record(record) if record is not None else None
        if found is not None:
            scope, make = found
            return scope, next((entry.key for entry in load_outline(scope).entries if entry.make == make), "")
        for scope in SCOPES:
            if any(entry.key == place.chapter for entry in load_outline(scope).entries):
                return scope, place.chapter
        return self.scope, ""

    def _to_record(self, text: str) -> None:
        self.session.go_to(Place(record=UUID(text)))

    def _to_chapter(self, key: str) -> None:
        if not self.outline.pick(key):
            self.preview.scrollToAnchor(key)

    def _ask_fact(self, near: QWidget) -> str:
        return FactChoice.ask(near.window(), context_now(self.session.open_project, self.scope))
