"""Markdown becomes HTML in which nothing can run."""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from inspect import unwrap
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as s

from ipyrerun import markup
from ipyrerun.elements.prose import paragraph
from ipyrerun.foreign import clean_own, clean_page, clean_style, sheets_of
from ipyrerun.icons import drawing
from ipyrerun.markup import anchor_of, clean, dedent, listing, render, render_inline


def inner(text: str) -> str:
    """Return what a paragraph of Markdown holds."""
    return render(text).removeprefix("<p>").removesuffix("</p>\n")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**b** *i* ~~s~~ `c`", "<strong>b</strong> <em>i</em> <s>s</s> <code>c</code>"),
        (":red[r]", '<span class="rr-ink rr-red">r</span>'),
        (
            ":grey-background[**b**]",
            '<span class="rr-background rr-gray"><strong>b</strong></span>',
        ),
        (":blue-badge[b]", '<span class="rr-badge rr-blue">b</span>'),
        (":small[s]", '<span class="rr-small-text">s</span>'),
        (':color[c]{foreground="#d00"}', '<span style="color:#d00">c</span>'),
        (
            ":red[a :blue[b] [c]]",
            '<span class="rr-ink rr-red">a <span class="rr-ink rr-blue">b</span> [c]</span>',
        ),
        (":pink[p]", ":pink[p]"),
        (":red[open", ":red[open"),
        (
            ':color[c]{foreground="red;position:fixed"}',
            ":color[c]{foreground=&quot;red;position:fixed&quot;}",
        ),
        (":rocket: :+1: :heart: :x: :thinking: :us:", "🚀 👍 ❤️ ❌ 🤔 🇺🇸"),
        (":nobody: 10:30:15 `:rocket:`", ":nobody: 10:30:15 <code>:rocket:</code>"),
        (":material/nobody: `:material/home:`", ":material/nobody: <code>:material/home:</code>"),
        ("a -> b <- c <-> d -- e >= f <= g ~= h", "a → b ← c ↔ d — e ≥ f ≤ g ≈ h"),
        ("`a -> b`", "<code>a -&gt; b</code>"),
        ("$x^2$", '<span class="rr-math" data-tex="x^2">x^2</span>'),
        ("$x$ is 0", '<span class="rr-math" data-tex="x">x</span> is 0'),
        (r"$\$5 < x$", r'<span class="rr-math" data-tex="\$5 &lt; x">\$5 &lt; x</span>'),
        ("a $$x$$", 'a <span class="rr-math rr-display" data-tex="x">x</span>'),
        ("from $5 to $10", "from $5 to $10"),
        ("$5-$10", "$5-$10"),
        ("2$x$ $ x$ $x $ $x$1", "2$x$ $ x$ $x $ $x$1"),
        (r"\$x$", "$x$"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
    ],
)
def test_a_text_is_marked_up(text: str, html: str):
    assert inner(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "http://a.b/c--d",
            '<a href="http://a.b/c--d" target="_blank" rel="noopener noreferrer">http://a.b/c--d</a>',
        ),
        ("[x](#y)", '<a href="#rr-y">x</a>'),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
    ],
)
def test_a_link_leaves_the_page_alone(text: str, html: str):
    assert inner(text) == html


def test_headings_get_ids_that_the_host_does_not_use():
    html = render("# Main\n## Main\n### In *two*: words", anchors=True)

    assert html == (
        '<h1 id="rr-main">Main</h1>\n<h2 id="rr-main-1">Main</h2>\n'
        '<h3 id="rr-in-two-words">In <em>two</em>: words</h3>\n'
    )
    assert anchor_of("In *two*: words") == "rr-in-two-words"
    assert "id=" not in render("# Main")


def test_code_is_coloured_by_classes():
    assert render("```python\ndef f(): ...\n```") == (
        '<pre><code class="language-python"><span class="k">def</span><span class="w"> </span>'
        '<span class="nf">f</span><span class="p">():</span> <span class="o">...</span>\n'
        "</code></pre>\n"
    )


def test_code_in_an_unknown_language_stays_plain():
    assert render("```klingon\na < b\n```") == (
        '<pre><code class="language-klingon">a &lt; b\n</code></pre>\n'
    )


def test_an_icon_is_a_drawing_wherever_there_is_markup():
    home = drawing("home")
    assert home is not None

    assert inner(":material/home: **x**") == f"{home} <strong>x</strong>"
    assert render_inline("a :material/home:") == f"a {home}"
    assert home in render("<b>x</b> :material/home:", allow_html=True)
    assert home in render("|a|\n|-|\n|:red[:material/home:]|")
    assert anchor_of(":material/home: Home") == "rr-home"


def test_the_place_of_an_icon_cannot_be_smuggled_into_an_attribute():
    html = render("<p title='<span data-icon=\"home\"></span>'>x</p>", allow_html=True)

    assert html == '<p title="&lt;span data-icon=&quot;home&quot;&gt;&lt;/span&gt;">x</p>'


def test_the_lines_of_a_listing_are_elements():
    assert listing('"""a\nb"""\n\n1', "python", lines=True) == (
        '<span class="rr-line"><span class="sd">"""a</span></span>\n'
        '<span class="rr-line"><span class="sd">b"""</span></span>\n'
        '<span class="rr-line"></span>\n'
        '<span class="rr-line"><span class="mi">1</span></span>'
    )
    assert listing("a < b", "klingon") == listing("a < b", "") == "a &lt; b"


def test_tables_and_tasks_are_github_s():
    assert "<td>1</td>" in render("|a|\n|-|\n|1|")
    assert 'type="checkbox"' in render("- [x] done")


def test_a_label_is_one_line_of_inline_markup():
    assert render_inline("# 1. **b** - c\n> d") == "# 1. <strong>b</strong> - c\n&gt; d"
    assert render_inline("[go](http://x)", links=False) == "go"


def test_common_indentation_is_removed():
    assert dedent("\n    a\n      b\n") == "a\n  b"
    assert dedent(None) == "None"


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<b onclick=go()>x</b>", "<b>x</b>"),
        ("<script>go()</script>x", "x"),
        ("<style>b{}</style>x", "x"),
        ("<iframe src=x></iframe><object></object><svg onload=go()></svg>", ""),
        ('<img src="data:image/png;base64,AA==">', '<img src="data:image/png;base64,AA==">'),
        (
            '<p style="color:red;position:fixed;background:url(//x)">x</p>',
            '<p style="color:red">x</p>',
        ),
        ('<h2 id="main">x</h2>', '<h2 id="rr-main">x</h2>'),
        ('<div id="main">x</div>', "<div>x</div>"),
    ],
)
def test_raw_html_loses_what_could_run(html: str, left: str):
    assert clean(html) == left


@pytest.mark.parametrize("target", ["javascript:go()", "data:text/html,x", "java\nscript:go()"])
def test_a_raw_link_to_something_that_runs_leads_nowhere(target: str):
    html = clean(f'<a href="{target}">x</a>')

    assert "href" not in html
    assert 'target="_blank"' in html


def test_what_an_object_draws_of_itself_keeps_its_ids_and_its_style_as_text():
    table = '<table id="T_1" style="margin:auto"><tbody></tbody></table>'
    html = f"<style>#T_1 td {{color: red}}</style>{table}<script>go()</script>"

    assert clean_own(html) == table
    assert sheets_of(html) == "#T_1 td {color: red}"


def test_allowed_html_is_sanitised_and_still_markdown():
    assert render("<i onclick=x>a</i> **b** :red[c]", allow_html=True) == (
        '<p><i>a</i> <strong>b</strong> <span class="rr-ink rr-red">c</span></p>\n'
    )


class Danger(HTMLParser):
    """Finds what could run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "iframe", "object", "embed", "svg", "math", "form", "base", "meta"}:
            self.found.append(tag)
        for name, value in attrs:
            scheme = (value or "").strip().lower().partition(":")[0]
            if name.startswith("on") or (name in {"href", "src"} and scheme == "javascript"):
                self.found.append(f"{tag} {name}")


PIECES = s.lists(
    s.sampled_from(
        [
            *("<script>", "</script>", "<img src=x onerror=go()>", "<a href='javascript:go()'>"),
            *("</a>", "](javascript:go())", "[x", "![x](", ":red[", "]", "{foreground=", '"', "'"),
            *("$", "`", "```html\n", "\n", "<svg/onload=go()>", "<", ">", "&lt;", "go() ", "<!--"),
            *(":material/home:", ":material/", '<span data-icon="home"></span>', ":rocket:"),
            *("-->", "<style>", "</style>", "<math>", "java\nscript:", "&#106;avascript:", "\\"),
            *("onclick=go() ", "<p title='", "|a|\n|-|\n", "- [x] ", "http://x.y/", "<b class="),
        ]
    ),
    max_size=14,
).map("".join)


@settings(deadline=None)
@given(PIECES)
def test_no_text_becomes_something_that_runs(text: str):
    html = [render(text), render(text, allow_html=True, anchors=True), render_inline(text)]

    for made in [*html, clean(text), clean_own(text), clean_page(text)]:
        one = made
        # The pieces name two icons: "home", and "http" before an address's colon.
        for ours in (drawing("home"), drawing("http")):
            assert ours
            one = one.replace(ours, "")
        assert Danger(one).found == []


@pytest.mark.parametrize(
    "make",
    [
        render,
        render_inline,
        anchor_of,
        lambda text: listing(text, "python"),
        clean_page,
        clean_own,
        sheets_of,
        clean_style,
        paragraph,
    ],
)
def test_very_long_texts_are_not_remembered(make: Any):
    long = f"<style>/* {'word ' * 13_000} */</style>"
    before = sys.getrefcount(long)

    make(long)

    assert sys.getrefcount(long) == before


def test_short_texts_are_made_once():
    assert render("A *short* one") is render("A *short* one")
    assert paragraph("A *short* one")[1] is paragraph("A *short* one")[1]


def test_of_long_texts_the_latest_are_made_once():
    texts = [f"*{n}* " + "word " * 1_000 for n in range(51)]
    first = render(texts[0])
    assert render(texts[0]) is first

    for text in texts[1:]:
        render(text)

    assert render(texts[0]) is not first
    assert render(texts[-1]) is render(texts[-1])


SIGNS = "abz019.,;!?()'%/+=-:*_`~#[]{}|<>&\"\\^$@ \t\n\r\x0b\x85\xa0\u2028\ufeff\ufffdéÅ—“€🙂"
# Beginnings of what Markdown and its extensions know.
MARKS = "www. WWW.a.b http://a.b mailto:a@b.c a@b.cd :red[ :smile: -> -- >= ![ ](a) &amp; &#65; $x$"
SPACED = (
    "1. ",
    "12) ",
    "- ",
    "+ ",
    "[x] ",
    ": ",
    "    ",
    " word",
    "Total: 17",
    "12.5 % ",
    " it's ",
)
LINES = s.lists(s.sampled_from([*SIGNS, *MARKS.split(), *SPACED])).map("".join)


def marked_up(line: str) -> list[str]:
    """Return all that a text can become, remembered or not."""
    text, label = unwrap(render), unwrap(render_inline)
    return [text(line), text(line, allow_html=True), label(line), label(line, links=False)]


@settings(deadline=None)
@given(LINES | s.text())
@example("a www.b.cd")
@example("1. one")
@example("+ one")
@example(" a")
@example("a ")
@example("a -> b")
@example(":smile:")
def test_words_are_marked_up_as_the_parsers_do(line: str):
    quickly = marked_up(line)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markup, "_PLAIN", re.compile(r"(?!)"))
        thoroughly = marked_up(line)

    assert quickly == thoroughly


@pytest.mark.parametrize(
    "line", ["Output 7 shows 12.5 %.", "Total: 17", "it's 3 - 2, a well-known sum (é)"]
)
def test_words_alone_meet_no_parser(line: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delattr("markdown_it.MarkdownIt.parse")
    monkeypatch.delattr("markdown_it.MarkdownIt.parseInline")

    html = f"<p>{line}</p>\n"
    assert marked_up(line) == [html, html, line, line]
