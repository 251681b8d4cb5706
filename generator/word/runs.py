"""Runs of text: bold, italic, gaps made visible, cross-references and footnotes."""

from __future__ import annotations

from generator.blocks import Run, Runs
from generator.word.fields import reference
from generator.word.manuscript import Manuscript
from generator.word.text import inside, typeset
from mrl_desktop.polish import hard_spaces

TEXT = '<w:t xml:space="preserve">'


def runs_xml(manuscript: Manuscript, runs: Runs, *, bold: bool = False, lang: str = "") -> str:
    """Runs of one paragraph; hard spaces are set over the whole of it, so that „w " before a number in the next run is seen too."""
    if len(runs) == 1 and not lang:
        run = runs[0]
        if not (bold or run.bold or run.italic or run.ref or run.footnote or run.missing):
            return f"<w:r>{TEXT}{typeset(run.text)}</w:t></w:r>" if run.text else ""
    texts = [_shown(manuscript, run) for run in runs]
    whole = "".join(texts) if lang else hard_spaces("".join(texts))
    position = 0
    parts = []
    for run, text in zip(runs, texts, strict=True):
        end = position + len(text)
        parts.append(_run(manuscript, run, inside(whole[position:end]), bold, lang))
        position = end
    return "".join(parts)


def _shown(manuscript: Manuscript, run: Run) -> str:
    """The text a run takes part in the line with; a cross-reference without a target falls back on its own text."""
    target = manuscript.plan.targets.get(run.ref) if run.ref else None
    return f"X {target.number}" if target is not None else run.text


def _run(manuscript: Manuscript, run: Run, text: str, bold: bool, lang: str) -> str:
    bold = bold or run.bold
    properties = (
        (f'<w:rStyle w:val="{manuscript.style("missing")}"/>' if run.missing else "") + ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if run.italic else "") + (f'<w:lang w:val="{lang}"/>' if lang else "")
    )
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    target = manuscript.plan.targets.get(run.ref) if run.ref else None
    note = footnote(manuscript, run.footnote) if run.footnote else ""
    if target is not None:
        return reference(target, properties) + note
    return f"<w:r>{properties}{TEXT}{text}</w:t></w:r>{note}" if text else note


def footnote(manuscript: Manuscript, text: str) -> str:
    """The mark of a new footnote; its text goes to the footnotes part."""
    manuscript.footnotes.append(text)
    return f'<w:r><w:rPr><w:rStyle w:val="{manuscript.style("footnote_mark")}"/></w:rPr><w:footnoteReference w:id="{len(manuscript.footnotes)}"/></w:r>'


def footnotes_xml(manuscript: Manuscript, namespaces: str) -> str:
    """Content of the footnotes part, the two separators first."""
    style, mark = manuscript.style("footnote"), manuscript.style("footnote_mark")
    tight = '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p>{tight}<w:r><w:{kind}/></w:r></w:p></w:footnote>' for kind, number in (("separator", -1), ("continuationSeparator", 0))
    )
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:rPr><w:rStyle w:val="{mark}"/></w:rPr><w:footnoteRef/></w:r>'
        f"<w:r>{TEXT} {typeset(text)}</w:t></w:r></w:p></w:footnote>"
        for number, text in enumerate(manuscript.footnotes, start=1)
    )
    return f"<w:footnotes {namespaces}>{separators}{notes}</w:footnotes>"
