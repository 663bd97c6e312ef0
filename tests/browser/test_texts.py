"""Emoji, icons, formulas and code, as a browser draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.hosts import until

if TYPE_CHECKING:
    from tests.browser.hosts import Host, NotebookPage

ALL = """%%rerun
st.title("Words", icon=":material/menu_book:", help="A *tip* with $a^2$")
st.markdown("At :material/home: :tada: :red[:material/favorite:] $x^2$")
st.latex(r"\\frac{1}{3}")
st.code("def f(): ...")
st.metric("Rain", 3, icon=":material/rainy:")
st.info("Told", icon="spinner")
st.button("Go", icon=":material/rocket_launch:")
st.text_input("Name $n$", icon=":material/person:")
"""
CODE = "def f(x):\n    return '''\n    a'''\n\n\n1"
# The box of each icon's drawing, and the colour of the icon and of the text around it.
ICONS = """nodes => nodes.map(node => ({
    ink: getComputedStyle(node).fill,
    around: getComputedStyle(node.parentElement).color,
    box: node.querySelector('path').getBoundingClientRect().width,
}))"""
NUMBER = "line => getComputedStyle(line, '::before').content"


def open_script(host: Host, script: str) -> NotebookPage:
    nb = host.open(["import ipyrerun as st", script])
    nb.run_all()
    return nb


def test_icons_formulas_and_code_are_drawn(host: Host):
    nb = open_script(host, ALL)

    expect(nb.app.locator(".rr-math.rr-set")).to_have_count(4)
    nb.page.wait_for_function("() => document.fonts.status === 'loaded'")
    icons = nb.app.locator("svg.rr-material")
    expect(icons).to_have_count(6)
    drawn = icons.evaluate_all(ICONS)
    assert all(icon["box"] > 5 for icon in drawn)
    assert all(icon["ink"] == icon["around"] for icon in drawn)
    # What a screen reader reads, and what is seen.
    expect(nb.app.locator(".rr-display math mfrac")).to_have_count(1)
    assert nb.page.evaluate("document.fonts.check('12px KaTeX_Main')")
    keyword = nb.app.locator("code .k")
    assert keyword.evaluate("node => getComputedStyle(node).color") != nb.app.evaluate(
        "node => getComputedStyle(node).color"
    )


def test_a_formula_is_set_once_and_leads_nowhere(lab: Host):
    nb = open_script(
        lab,
        "%%rerun\nn = st.slider('$x$', 0, 9)\nst.markdown('$a$')\nst.markdown(f'$b$ is {n}')\n"
        "st.text(n)\nst.latex(r'\\frac{1}{')\nst.latex(r'\\href{javascript:go()}{x}')\n"
        "st.latex(r'\\includegraphics{http://elsewhere.invalid/a.png}')",
    )
    formulas = nb.app.locator(".rr-math.rr-set")
    expect(formulas).to_have_count(6)
    formulas.evaluate_all("nodes => nodes.forEach(node => { node.isOld = true; })")
    # Raw TeX must not be seen for a moment where the text around a formula changes.
    nb.page.evaluate(
        """() => { window.raw = 0; new MutationObserver(() => {
            window.raw += document.querySelectorAll('.rr-math:not(.rr-set)').length;
        }).observe(document.body, {childList: true, subtree: true}); }"""
    )

    nb.app.locator("[role=slider], input[type=range]").first.press("ArrowRight")

    expect(nb.app.locator("pre.rr-text")).to_have_text("1")
    expect(formulas).to_have_count(6)
    is_old = formulas.evaluate_all("nodes => nodes.map(node => Boolean(node.isOld))")
    assert is_old == [True, True, False, True, True, True]
    assert nb.page.evaluate("window.raw") == 0
    wrong = nb.app.locator(".katex-error")
    expect(wrong).to_have_text(r"\frac{1}{")
    assert "ParseError" in (wrong.get_attribute("title") or "")
    expect(nb.app.locator(".rr-item").locator("a, img")).to_have_count(0)


def test_code_is_copied_without_its_numbers_and_scrolls(lab: Host):
    nb = open_script(
        lab,
        f"%%rerun\nst.code({CODE!r}, line_numbers=True, wrap_lines=True)\n"
        "st.code('x = 1\\n\\n' + 'y + ' * 300)\nst.code('z\\n' * 99, height=120)",
    )
    nb.context.grant_permissions(["clipboard-read", "clipboard-write"])
    listing, wide, high = nb.app.locator(".rr-listing").all()

    listing.hover()
    listing.get_by_role("button", name="Copy").click()

    expect(listing.get_by_role("button", name="Copied")).to_be_visible()
    assert nb.page.evaluate("navigator.clipboard.readText()") == CODE
    # As over plain http from another machine: the page is lent no clipboard.
    nb.page.evaluate(
        """() => { const lent = navigator.clipboard; window.read = () => lent.readText();
            lent.writeText('');
            Object.defineProperty(navigator, 'clipboard', {value: undefined}); }"""
    )
    expect(listing.get_by_role("button", name="Copy", exact=True)).to_be_visible()
    listing.get_by_role("button", name="Copy", exact=True).press("Enter")
    expect(listing.get_by_role("button", name="Copied")).to_be_visible()
    assert nb.page.evaluate("window.read()") == CODE
    # What a mouse selects has no numbers either.
    selected = listing.locator("code").evaluate(
        "node => { getSelection().selectAllChildren(node); return String(getSelection()); }"
    )
    assert selected == CODE
    numbers = "node => [...node.querySelectorAll('.rr-line')].map(getNumber)"
    assert listing.evaluate(numbers.replace("getNumber", NUMBER)) == ["counter(rr-line)"] * 6
    until(wide.locator("pre"), "node => node.scrollWidth > node.clientWidth + 500")
    until(high.locator("pre"), "node => node.scrollHeight > node.clientHeight + 500")
    until(high, "node => node.offsetHeight === 120")


def test_help_is_reached_by_the_keyboard_and_the_dark_theme_has_its_own_colours(lab: Host):
    nb = open_script(
        lab,
        "%%rerun\nst.title('a', help='tip 0')\nst.markdown('b', help='tip 1')\n"
        "st.text('c', help='tip 2')\nst.caption('d', help='tip 3')\nst.latex('e', help='tip 4')\n"
        "st.badge('f', help='tip 5')\nst.markdown('$x$ :material/home:')\nst.code('def f(): ...')",
    )
    marks = nb.app.get_by_role("button", name="Help")
    expect(marks).to_have_count(6)

    marks.first.focus()
    for number in range(6):
        expect(marks.nth(number)).to_be_focused()
        expect(nb.page.get_by_role("tooltip")).to_have_text(f"tip {number}")
        nb.page.keyboard.press("Tab")

    parts = nb.app.locator(".katex .mord, svg.rr-material path, code .k, .rr-listing pre")
    expect(parts).to_have_count(5)
    colours = "nodes => nodes.map(node => getComputedStyle(node).color)"
    light = parts.evaluate_all(colours)

    nb.set_theme(dark=True)

    dark = parts.evaluate_all(colours)
    assert all(a != b for a, b in zip(light, dark, strict=True))
