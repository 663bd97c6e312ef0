"""Write js/icons.tsv: the icons that Streamlit's users know and the npm package of drawings lacks.

    npm pack @material-symbols/font-400     # unpack; needs the Python packages fonttools and brotli
    python tools/icon_names.py material-symbols-rounded.woff2

A font draws an icon under all names it ever had, the package only under the newest. A line is
"name<TAB>=other" for another name, "name<TAB>path" for a drawing that the package has no more.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

JS = Path(__file__).parent.parent / "js"
PACKAGE = JS / "node_modules/@material-symbols/svg-400/rounded"
ABOUT = "# Written by tools/icon_names.py from Google's Material Symbols Rounded (Apache-2.0)."
LIGATURES = 4


def glyphs(font: Any) -> dict[str, str]:
    """Return which glyph the font draws for a name."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items() if code < 128}
    found: dict[str, str] = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            inner = getattr(table, "ExtSubTable", table)
            if inner.LookupType != LIGATURES:
                continue
            for first, rest in inner.ligatures.items():
                for one in rest:
                    name = "".join(letters.get(part, "") for part in [first, *one.Component])
                    found[name.lower()] = one.LigGlyph
    return found


def outline(font: Any, glyph: str) -> str:
    """Return a glyph as a path on the grid of the package: 960 units, y downwards."""
    drawn = font.getGlyphSet()
    pen = SVGPathPen(drawn, ntos=lambda number: f"{number:.0f}")
    scale = 960 / font["head"].unitsPerEm
    drawn[glyph].draw(TransformPen(pen, (scale, 0, 0, -scale, 0, 0)))
    return str(pen.getCommands())


def main(path: str) -> None:
    """Compare the font with the package and write what the package lacks."""
    packed = {file.stem for file in PACKAGE.glob("*.svg")}
    font = TTFont(path)
    named = glyphs(font)
    newest = {named[name]: name for name in sorted(packed, reverse=True) if name in named}
    lines = []
    for name, glyph in sorted(named.items()):
        if name not in packed:
            drawn = f"={newest[glyph]}" if glyph in newest else outline(font, glyph)
            lines.append(f"{name}\t{drawn}")
    (JS / "icons.tsv").write_text("\n".join([ABOUT, *lines]) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
