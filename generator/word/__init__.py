"""Blocks into Word: our own fast writer, the template that gives the looks, and the checks of a finished file."""

from generator.word.soundness import check_docx
from generator.word.template import load_template
from generator.word.writer import write_docx

__all__ = ["check_docx", "load_template", "write_docx"]
