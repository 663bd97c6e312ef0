"""Apps of several pages, and the run that shows them."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tests.parity.case import Case
from tests.parity.scripts.containers import TRY, tries

# Two functions that draw, and a button of each that leads to the other.
PAGES = """
def one():
    st.text("one")
    if st.button("to two", key="go"):
        st.switch_page(second)
def two():
    st.text("two")
    if st.button("to one", key="back"):
        st.switch_page(first)
first = st.Page(one, title="First", icon=":material/home:", default=True)
second = st.Page(two, title="Second", help="The *other* one")
"""
# A file that is a page, in a folder of its own.
FILE = """
import pathlib, sys, tempfile
folder = pathlib.Path(tempfile.mkdtemp())
library = sys.modules[st.__name__].__name__
def file(name, body):
    path = folder / name
    path.write_text(f"import {library} as st\\n{body}")
    return str(path)
"""

# Two files that a test turns to by their paths.
FILES = [str(Path(tempfile.gettempdir(), f"parity_{os.getpid()}_{name}.py")) for name in "ab"]
BY_PATH = f"""
import pathlib, sys
for path in {FILES!r}:
    pathlib.Path(path).write_text(
        f"import {{sys.modules[st.__name__].__name__}} as st\\n"
        f"st.text([st.session_state.get(k) for k in ('k', 'around', 'only')])\\n"
        f"st.text_input('k', {{path[-4]!r}}, key='k')\\nst.text_input('no key', 'x')\\n"
        f"if {{path[-4]!r}} == 'a': st.checkbox('only', key='only')\\n"
    )
st.text_input('around', key='around')
st.navigation({FILES!r}).run()
"""

CASES = [
    Case(
        "the first page is shown, and a button turns to another",
        "S6.3 S15.5",
        f"{PAGES}page = st.navigation([first, second])\nst.text(page.title)\npage.run()\n"
        "st.text('after')",
        [("button", "go", "click"), ("run",), ("button", "back", "click")],
    ),
    Case(
        "pages in sections, at the top",
        "S15.5",
        f"{PAGES}sections = {{'A': [first], 'B': [second]}}\n"
        "st.navigation(sections, position='top', expanded=True).run()",
        [("button", "go", "click")],
    ),
    Case(
        "pages that are hidden, and a menu that is hidden",
        "S15.5",
        "def one():\n    st.text('one')\n    if st.button('go', key='go'):\n"
        "        st.switch_page(other)\n"
        "def two(): st.text('two')\n"
        "other = st.Page(two, visibility='hidden')\n"
        "st.navigation([one, other], position='hidden').run()",
        [("button", "go", "click")],
    ),
    Case(
        "a page says what it is",
        "S15.5",
        f"{PAGES}away = st.Page('https://example.org', title='Far *away*')\n"
        "st.navigation([first, second, away])\n"
        "for p in (first, second, away):\n"
        "    st.text([p.title, p.icon, p.url_path, p.visibility, p.help, p.is_external,\n"
        "             p.external_url])",
    ),
    Case(
        "names of pages come from their functions",
        "S15.5",
        "def my_first_page(): st.text('it')\n"
        "page = st.navigation([my_first_page])\n"
        "st.text([page.title, page.url_path, page.icon])\n"
        "other = st.Page(print, url_path='/path/')\nst.text([other.title, other.url_path])",
    ),
    Case(
        "switch_page forgets what inputs hold, also those around the pages",
        "S6.3 S2.1",
        "st.text_input('around', 'a', key='around')\n"
        "def one():\n"
        "    st.text_input('in', '1', key='k')\n    st.text_input('no key', 'x')\n"
        "    if st.button('go', key='go'):\n        st.switch_page(second)\n"
        "def two():\n"
        "    st.text(st.session_state.get('k'))\n    st.text(st.session_state.mine)\n"
        "    st.text_input('in', '2', key='k')\n    st.text_input('no key', 'x')\n"
        "st.session_state.setdefault('mine', 7)\n"
        "second = st.Page(two)\n"
        "st.navigation([one, second]).run()",
        [
            [("text_input", "around", "set_value", "b"), ("text_input", "k", "set_value", "K")],
            ("text_input", 2, "set_value", "y"),
            ("button", "go", "click"),
            ("text_input", "k", "set_value", "L"),
            ("run",),
        ],
    ),
    Case(
        "who turns to a page keeps what is around it, and begins the page anew",
        "S2.1 S6.3 S15.5 S17.2",
        BY_PATH,
        [
            [("text_input", "around", "set_value", "b"), ("text_input", "k", "set_value", "K")],
            [("text_input", 2, "set_value", "y"), ("checkbox", "only", "check")],
            ("switch_page", FILES[1]),
            ("text_input", "k", "set_value", "L"),
            ("switch_page", FILES[0]),
        ],
    ),
    Case(
        "an input around the pages is not one of theirs, whatever it looks like",
        "S2.1 S2.5 S15.5",
        f"{TRY}st.text_input('x')\n"
        "def one():\n    st.text_input('x')\n"
        "    attempt('key', lambda: st.text_input('y', key='k'))\n"
        "st.text_input('y', key='k')\n"
        "st.navigation([one]).run()",
        [("text_input", 0, "set_value", "a"), ("text_input", 2, "set_value", "b")],
    ),
    Case(
        "a key that the script sets reaches the input of the other page",
        "S2.1 S6.3",
        "def one():\n    st.session_state.k = 'mine'\n"
        "    if st.button('go', key='go'):\n        st.switch_page(second)\n"
        "def two():\n    st.text_input('k', 'default', key='k')\n"
        "second = st.Page(two)\n"
        "st.navigation([one, second]).run()",
        [("button", "go", "click"), ("text_input", "k", "set_value", "new"), ("run",)],
    ),
    Case(
        "one key on two pages is two inputs, of any kinds",
        "S2.1 S6.3",
        "def one():\n    st.slider('k', 0, 10, 3, key='k')\n"
        "    if st.button('go', key='go'):\n        st.switch_page(second)\n"
        "def two():\n    st.text_input('k', 'default', key='k')\n"
        "    if st.button('back', key='back'):\n        st.switch_page(first)\n"
        "first, second = st.Page(one), st.Page(two)\n"
        "st.navigation([first, second]).run()",
        [
            ("slider", "k", "set_value", 5),
            ("button", "go", "click"),
            ("text_input", "k", "set_value", "new"),
            ("button", "back", "click"),
        ],
    ),
    Case(
        "a callback turns the page",
        "S6.3 S5.4",
        "def go(): st.switch_page(second)\n"
        "def one(): st.button('go', key='go', on_click=go)\n"
        "def two(): st.text('two')\n"
        "second = st.Page(two)\n"
        "st.navigation([one, second]).run()",
        [("button", "go", "click"), ("run",)],
    ),
    Case(
        "switch_page ends the run, and except Exception lets it pass",
        "S6.3 S1.3",
        "def one():\n    if st.button('go', key='go'):\n        try:\n"
        "            st.switch_page(second)\n"
        "        except Exception:\n            st.text('caught')\n"
        "        st.session_state.after = True\n"
        "def two(): st.text('after' in st.session_state)\n"
        "second = st.Page(two)\n"
        "st.navigation([one, second]).run()",
        [("button", "go", "click")],
    ),
    Case(
        "switch_page replaces the query",
        "S6.3 S15.1",
        "st.text(sorted(st.query_params.to_dict().items()))\n"
        "def one():\n    st.query_params.x = 'old'\n"
        "    if st.button('go', key='go'):\n"
        "        st.switch_page(second, query_params={'a': '1', 'b': ['2', '3']})\n"
        "    if st.button('bare', key='bare'):\n        st.switch_page(second)\n"
        "def two():\n    if st.button('back', key='back'):\n        st.switch_page(first)\n"
        "first, second = st.Page(one), st.Page(two)\n"
        "st.navigation([first, second]).run()",
        [
            ("run",),
            ("button", "go", "click"),
            ("button", "back", "click"),
            ("button", "bare", "click"),
        ],
    ),
    Case(
        "what pages there are may change from run to run",
        "S15.5",
        "def login():\n    if st.button('in', key='in'):\n        st.session_state.user = 'u'\n"
        "        st.rerun()\n"
        "def a(): st.text('a')\n"
        "def b():\n    st.text('b')\n    if st.button('out', key='out'):\n"
        "        del st.session_state.user\n        st.rerun()\n"
        "pages = [a, st.Page(b, default=True)] if 'user' in st.session_state else [login]\n"
        "st.navigation(pages).run()",
        [("button", "in", "click"), ("button", "out", "click"), ("button", "in", "click")],
    ),
    Case(
        "a page is a file, with a main of its own",
        "S15.5 S1.1",
        f"{FILE}x = 1\n"
        "path = file('3_my_page.py', \"\"\"\nst.text([__name__, __file__.rpartition('/')[2]])\n"
        "st.text('x' in globals())\n'shown by itself'\n'not'.upper()\n\"\"\")\n"
        "page = st.navigation([path])\nst.text([page.title, page.url_path])\n"
        "page.run()\nst.text(x)",
    ),
    Case(
        "a file's emoji is its icon",
        "S15.5",
        f"{FILE}for name in ('1_\N{ROCKET}_fly.py', 'a b-c.py', '12.py'):\n"
        "    page = st.Page(file(name, ''))\n    st.text([page.title, page.icon, page.url_path])\n"
        "st.text(repr(st.Page(file('1_\N{ROCKET}_fly.py', ''), icon='').icon))",
    ),
    Case(
        "an error in a page is shown where the page is",
        "S1.2 S15.5",
        f"{FILE}path = file('page.py', 'st.text(1)\\n1 / 0\\nst.text(2)')\n"
        "st.navigation([path]).run()\nst.text('after')",
    ),
    Case(
        "stop in a page ends the whole run",
        "S1.3 S15.5",
        "def one():\n    st.text('one')\n    st.stop()\n"
        "st.navigation([one]).run()\nst.text('after')",
    ),
    Case(
        "links to pages",
        "S15.5",
        f"{PAGES}{FILE}path = file('page.py', '')\n"
        "st.navigation([first, second, path]).run()\n"
        "st.page_link(first)\nst.page_link(second, label='x', icon='\N{ROCKET}', disabled=True)\n"
        "st.page_link(path, width='stretch')\nst.page_link('https://example.org', label='away')\n"
        "st.sidebar.page_link(second, query_params={'a': 1})",
    ),
    Case(
        "a page runs once",
        "S15.5",
        f"{TRY}{PAGES}page = st.navigation([first, second])\n"
        "attempt('other', second.run)\npage.run()\nattempt('again', page.run)",
    ),
    tries(
        "what is no page",
        "S15.5",
        "st.navigation([])",
        "st.navigation({})",
        "st.navigation({'a': []})",
        "st.navigation([5])",
        "st.navigation([None])",
        "st.navigation([print], position='left')",
        "st.navigation([print], position=None)",
        "st.navigation([print], expanded=-1)",
        "st.navigation([print], expanded='x')",
        "st.navigation([print], expanded=3)",
        "st.navigation([print, print])",
        "st.navigation([print, st.Page(len, url_path='print')])",
        "st.navigation([st.Page(print, default=True), st.Page(len, default=True)])",
        "st.navigation([st.Page('https://a.org', title='A')])",
        "st.navigation(['no_such_file.py'])",
    ),
    tries(
        "what a page cannot be made of",
        "S15.5",
        "st.Page('no_such_file.py')",
        "st.Page('a\\0b.py')",
        "st.Page('https://a.org')",
        "st.Page('https://a.org', title='A', default=True)",
        "st.Page('https://a.org', title='?')",
        "st.Page('https://a.org', title='?', url_path='a')",
        "st.Page(print, title='  ')",
        "st.Page(print, url_path='')",
        "st.Page(print, url_path='', default=True)",
        "st.Page(print, url_path='a/b')",
        "st.Page(print, visibility='zz')",
        "st.Page(print, icon='x')",
        "st.Page(print, icon='')",
        "st.Page(__import__('functools').partial(print))",
        "st.Page(__import__('functools').partial(print), title='t', url_path='u')",
    ),
    tries(
        "where no page is",
        "S6.3 S15.5",
        "st.switch_page('no_such_file.py')",
        "st.switch_page('a\\0b.py')",
        "st.switch_page(st.Page('https://a.org', title='A'))",
        "st.page_link('no_such_file.py')",
        "st.page_link('https://a.org')",
        "st.page_link('https://a.org', label='')",
        "st.page_link('https://a.org', label='x', icon='zz')",
        "st.page_link('https://a.org', label='x', icon_position='top')",
        "st.page_link('https://a.org', label='x', width='zz')",
    ),
    Case(
        "a page of the same address from elsewhere is refused",
        "S15.5",
        f"{TRY}{FILE}a = file('a.py', 'st.text(1)')\nb = file('b.py', 'st.text(2)')\n"
        "def f(): pass\n"
        "st.navigation([a, f]).run()\n"
        "attempt('file', lambda: st.page_link(st.Page(b, url_path='a')))\n"
        "attempt('function', lambda: st.page_link(st.Page(f, url_path='a')))\n"
        "attempt('switch', lambda: st.switch_page(st.Page(b, url_path='a')))\n"
        "attempt('same', lambda: st.page_link(st.Page(a, title='x')))",
    ),
    Case(
        "the script runs from the top with nothing of the run before",
        "S1.1",
        "st.text('kept' in globals())\nkept = 1\nst.text(__name__)\nst.button('again', key='b')",
        [("button", "b", "click")],
    ),
    Case(
        "an error inside blocks is shown below everything",
        "S1.2",
        "a, b = st.columns(2)\nwith a:\n    with st.expander('e'):\n        st.text(1)\n"
        "        raise KeyError('x')\nst.text(2)",
    ),
    Case(
        "a class of errors of its own",
        "S1.2",
        "class Mine(Exception): pass\nst.text(1)\nraise Mine('x')",
    ),
]
