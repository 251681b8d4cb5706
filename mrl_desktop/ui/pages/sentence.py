"""A sentence whose numbers can be asked where they come from: each is a link, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from mrl_desktop.analysis.sentences import Piece
from mrl_desktop.domain.facts import Fact
from mrl_desktop.ui import theme


class FactSentence(QLabel):
    """Shows pieces of a sentence; a link opens „Skąd ta liczba?"."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: Sequence[Piece] = ()
        self._facts: list[Fact] = []
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.setOpenExternalLinks(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.linkActivated.connect(self._asked)
        theme.theme().changed.connect(self._render)

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Shows a sentence in place of the one before."""
        self._pieces = pieces
        self._render()
        plain = "".join(piece.text for piece in pieces)
        self.setAccessibleName(plain)
        self.setVisible(bool(pieces))

    def _render(self) -> None:
        colour = theme.current().accent
        self._facts = []
        parts = []
        for piece in self._pieces:
            text = escape(piece.text)
            if piece.fact is not None:
                text = f'<a href="fact:{len(self._facts)}" style="color:{colour}; text-decoration:none"><b>{text}</b></a>'
                self._facts.append(piece.fact)
            parts.append(text)
        self.setText("".join(parts))

    def _asked(self, link: str) -> None:
        from mrl_desktop.ui.dialogs.fact_source import FactSourceDialog

        FactSourceDialog.tell(self.window(), self._facts[int(link.removeprefix("fact:"))])
