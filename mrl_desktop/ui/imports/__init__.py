"""The preview of an import: files, questions about columns, conflicts; nothing is written before the planner says so."""
