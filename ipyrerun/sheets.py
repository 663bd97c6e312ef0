"""Reads the style sheets out of HTML."""

from __future__ import annotations

from html.parser import HTMLParser


class Sheets(HTMLParser):
    """Gathers the text of `<style>` elements."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin to gather."""
        del attrs
        self._is_inside = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        """Gather no more."""
        del tag
        self._is_inside = False

    def handle_data(self, data: str) -> None:
        """Gather a text."""
        if self._is_inside:
            self.parts.append(data)
