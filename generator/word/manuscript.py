"""What the writer keeps at hand while it writes one document: the template, the plan, counters and the package being filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from generator.word.package import Package
from generator.word.plan import Plan
from generator.word.template import Template
from generator.word.text import escaped

DOCUMENT = "word/document.xml"


@dataclass(slots=True)
class Manuscript:
    template: Template
    plan: Plan
    package: Package
    pages: Mapping[str, int] | None = None
    """Bookmark to page; None when nobody knows the pages, then entries of the contents carry no number."""
    width: int = 0
    height: int = 0
    """Text width and height of the section being written, in twentieths of a point."""
    footnotes: list[str] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)
    """Numbers of the ordered lists begun so far."""
    charts: int = 0
    pictures: dict[tuple[str, str], str] = field(default_factory=dict)
    """(part, picture) to the relationship by which the part shows it."""
    _bookmarks: int = 0
    _drawings: int = 0

    def style(self, role: str) -> str:
        """Style id of a role."""
        return self.template.style[role]

    def marked(self, name: str, content: str) -> str:
        """Content inside a bookmark."""
        self._bookmarks += 1
        return f'<w:bookmarkStart w:id="{self._bookmarks}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{self._bookmarks}"/>'

    def of_record(self, record: UUID | None, content: str) -> str:
        """Content inside the bookmark of a record, if it has one."""
        return content if record is None else self.marked(self.plan.anchors.of_record(record), content)

    def drawing(self, name: str, alt: str) -> str:
        """Identity and alternative text of a drawing."""
        self._drawings += 1
        return f'<wp:docPr id="{self._drawings}" name="{escaped(name)} {self._drawings}" descr="{escaped(alt)}"/>'

    def new_list(self) -> int:
        """Number of a fresh ordered list that starts from 1."""
        number = self.template.next_list + len(self.lists)
        self.lists.append(number)
        return number

    def page_of(self, anchor: str) -> str:
        """Page of a bookmark as text; empty when unknown."""
        return str(self.pages[anchor]) if self.pages is not None and anchor in self.pages else ""
