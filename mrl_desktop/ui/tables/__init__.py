"""Tables with the habits of a spreadsheet."""
