"""Selects that return what the pages of results need; nothing here changes anything."""
