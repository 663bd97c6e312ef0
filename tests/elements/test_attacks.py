"""Whatever text an element is given, what it sends as HTML holds nothing that runs or loads."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from tests.elements.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

ATTACKS = [
    "<script>go()</script>",
    "<img src=x onerror=go()>",
    "<svg/onload=go()>",
    "<svg><script>go()</script></svg>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=go()>",
    '<iframe srcdoc="<script>go()</script>"></iframe>',
    '<a href="javascript:go()">x</a>',
    '<a href="JaVaScRiPt&colon;go()">x</a>',
    '<a href=" &#1;javascript:go()">x</a>',
    '<a href="java&Tab;script:go()">x</a>',
    '<a href="data:text/html,<script>go()</script>">x</a>',
    "[x](javascript:go())",
    "[x](JAVASCRIPT:go())",
    "[x](java&#10;script:go())",
    "[x](&#106;avascript:go())",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:go)",
    "![x](javascript:go())",
    '![x" onerror="go()](y)',
    '[x](y "a\\" onmouseover=\\"go()")',
    "[x]\n\n[x]: javascript:go()",
    "<javascript:go()>",
    '<https://a"onmouseover="go()>',
    'https://a.b/"onmouseover="go()',
    '```"><script>go()</script>\n```',
    "```html\n<script>go()</script>\n```",
    ":red[<img src=x onerror=go()>]",
    ':color[a]{foreground="red;background:url(javascript:go())"}',
    ':color[a]{background="red\\"onx=\\"1"}',
    "$<img src=x onerror=go()>$",
    "$$</div><script>go()</script>$$",
    '$"onmouseover=go() x="$',
    "<style>@import 'http://evil'</style>",
    "<base href=http://evil>",
    "<meta http-equiv=refresh content=0;url=http://evil>",
    "<form action=http://evil><input name=p><button>x</button></form>",
    "<object data=x><embed src=x>",
    "<template><img src=x onerror=go()></template>",
    '<noscript><p title="</noscript><img src=x onerror=go()>">',
    "<!--><img src=x onerror=go()>-->",
    "<![CDATA[<img src=x onerror=go()>]]>",
    "<input type=image src=x onerror=go()>",
    "<details open ontoggle=go()>",
    '<a href="#x" id="main" name="main">x</a>',
    "<div style='position:fixed;background:url(//evil)'>x</div>",
]

# Everything that turns a text into HTML, with `it` for the text.
CALLS = [
    "st.markdown(it, help=it)",
    "st.markdown(it, unsafe_allow_html=True)",
    "st.write(it, unsafe_allow_html=True)",
    "st.write(it, {it: it}, [it])",
    "st.title(it, help=it)",
    "st.header(it, it)",
    "st.subheader(it)",
    "st.caption(it, unsafe_allow_html=True)",
    "st.info(it, title=it)",
    "st.progress(5, it)",
    "st.spinner(it).__enter__()",
    "st.metric(it, it, it, help=it, delta_description=it)",
    "st.slider(it, help=it)",
    "st.number_input(it, help=it, placeholder=it)",
    "st.selectbox(it, [it], help=it)",
    "st.checkbox(it, help=it)",
    "st.text_input(it, it, help=it, placeholder=it)",
    "st.button(it, help=it)",
    "st.write_stream(iter([it]))",
    "st.exception(ValueError(it))",
    "raise ValueError(it)",
]
# What the browser takes as HTML (docs/architecture.md); everything else it shows as text.
HTML = {"html", "label", "help", "title"}
DEAD_TAGS = {
    *("script", "iframe", "object", "embed", "form", "base", "meta", "link", "style", "svg"),
    *("math", "template", "button", "video", "noscript", "textarea"),
}
LIVE_SCHEMES = {"javascript", "vbscript", "data"}


class Danger(HTMLParser):
    """Finds what could run, load something or stand for something of the host's."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in DEAD_TAGS:
            self.found.append(tag)
        for name, value in attrs:
            plain = "".join(c for c in value or "" if ord(c) > 32).lower()
            if (
                name.startswith("on")
                or name in {"srcset", "name", "srcdoc"}
                or (name in {"href", "src"} and plain.partition(":")[0] in LIVE_SCHEMES)
                or (name == "id" and not plain.startswith("rr-"))
                or (name == "style" and ("url(" in plain or "position" in plain))
            ):
                self.found.append(f"{tag} {name}={value}")


def sent(stage: Stage) -> Iterator[str]:
    """Return everything that the browser will take as HTML."""
    for node in stage:
        told: dict[str, Any] = node.props | (node.view.props if node.view is not None else {})
        yield from (str(value) for name, value in told.items() if name in HTML)


@pytest.mark.parametrize("call", CALLS)
def test_no_text_comes_out_alive(call: str):
    for attack in ATTACKS:
        found = [danger for html in sent(Stage(call, it=attack)) for danger in Danger(html).found]

        assert (attack, found) == (attack, [])


def test_the_detector_finds_what_is_alive():
    found = Danger("<p onclick=x><script></script><a href=' java\nscript:x' id=main>").found

    assert found == ["p onclick=x", "script", "a href= java\nscript:x", "a id=main"]
