"""Files, photographs, recordings and messages."""

from __future__ import annotations

from tests.parity.case import Case

_FILE = "f = st.file_uploader('f', key='f')\nst.text(f and (f.name, f.type, f.size, f.read()))"
_MANY = (
    "fs = st.file_uploader('f', accept_multiple_files=True, key='f')\n"
    "st.text([(f.name, f.read()) for f in fs])"
)
_CHAT = "c = st.chat_input('Say', key='c')\nst.text(repr(c))\nst.text(repr(st.session_state.c))"
_WITH_FILES = (
    "c = st.chat_input('Say', accept_file='multiple', key='c')\n"
    "st.text(c and (c.text, [(f.name, f.read()) for f in c.files], list(c)))"
)
_CSV = ("a.csv", b"1,2", "text/csv")

CASES = [
    Case(
        "a file is at its beginning in every run",
        "S3.1",
        f"{_FILE}\nst.button('b', key='b')",
        [("file_uploader", "f", "set_value", _CSV), ("button", "b", "click"), ("run",)],
    ),
    Case(
        "a file in the state is another object than the one that the call returns",
        "S3.1",
        "f = st.file_uploader('f', key='f')\n"
        "if f:\n    st.text((f is st.session_state.f, f == st.session_state.f))\n"
        "    st.text((f.read(), st.session_state.f.read(), f.read()))\n    f.close()",
        [("file_uploader", "f", "upload", "a", b"abc"), ("run",)],
    ),
    Case(
        "another file takes the place of one",
        "S17.1",
        _FILE,
        [
            ("file_uploader", "f", "upload", "a", b"a"),
            ("file_uploader", "f", "upload", "b", b"b", "text/plain"),
            ("file_uploader", "f", "clear"),
            ("file_uploader", "f", "set_value", None),
        ],
    ),
    Case(
        "several files are a list, in their order",
        "S17.1",
        _MANY,
        [
            [
                ("file_uploader", "f", "upload", "b", b"1"),
                ("file_uploader", "f", "upload", "a", b"2"),
            ],
            ("run",),
            ("file_uploader", "f", "set_value", [("c", b"3", "text/plain"), _CSV]),
            ("file_uploader", "f", "clear"),
        ],
    ),
    Case(
        "the files of a folder are a list with paths",
        "S17.1",
        "fs = st.file_uploader('f', accept_multiple_files='directory', key='f')\n"
        "st.text([f.name for f in fs])",
        [("file_uploader", "f", "set_value", [("d/a.txt", b"", "text/plain")])],
    ),
    Case(
        "an ending means its twin as well",
        "S17.1",
        "f = st.file_uploader('f', type='jpg', key='f')\nst.text(f and f.name)",
        [("file_uploader", "f", "upload", "a.JPEG", b"x")],
    ),
    Case(
        "a file calls back when it comes and when it goes, not when it stays",
        "S5.1 S5.5",
        "def note(*a, **k):\n"
        "    st.session_state.n = st.session_state.get('n', 0) + 1\n    st.text((a, k))\n"
        "f = st.file_uploader('f', key='f', on_change=note, args=(1,), kwargs={'x': 2})\n"
        "st.text(st.session_state.get('n'))",
        [("file_uploader", "f", "upload", "a", b"a"), ("run",), ("file_uploader", "f", "clear")],
    ),
    Case(
        "other types of file are another input, though the key is the same",
        "S2.3 S2.4",
        "t = st.text_input('t', 'csv', key='t')\n"
        "f = st.file_uploader('f', type=t, key='f')\nst.text(f and f.name)",
        [("file_uploader", "f", "set_value", _CSV), ("text_input", "t", "set_value", "txt")],
    ),
    Case(
        "a file stays where the label of its input changes",
        "S2.3",
        "t = st.text_input('t', 'a', key='t')\n"
        "f = st.file_uploader(t, key='f')\nst.text(f and f.name)",
        [("file_uploader", "f", "set_value", _CSV), ("text_input", "t", "set_value", "b")],
    ),
    Case(
        "a file is forgotten with its input",
        "S3.2",
        "if st.checkbox('c', True, key='c'):\n    st.file_uploader('f', key='f')\n"
        "st.text('f' in st.session_state)",
        [
            ("file_uploader", "f", "set_value", _CSV),
            ("checkbox", "c", "uncheck"),
            ("run",),
            ("checkbox", "c", "check"),
        ],
    ),
    *(
        Case(
            f"the key of a {name} cannot be assigned",
            "S3.7",
            f"st.session_state.f = None\nst.{name}('f', key='f')\nst.text('after')",
        )
        for name in ("file_uploader", "camera_input", "audio_input")
    ),
    Case(
        "two uploads of one description are one too many",
        "S2.5",
        "st.file_uploader('f')\nst.file_uploader('f', disabled=True)",
    ),
    Case(
        "a photograph comes, stays and goes",
        "S17.1",
        "p = st.camera_input('p', key='p', resolution='720p')\n"
        "st.text(p and (p.name, p.type, p.read()))",
        [
            ("camera_input", "p", "upload", "a.jpg", b"x"),
            ("run",),
            ("camera_input", "p", "set_value", ("b.jpg", b"y", "image/jpeg")),
            ("camera_input", "p", "clear"),
        ],
    ),
    Case(
        "a recording comes, stays and goes",
        "S17.1",
        "p = st.audio_input('p', key='p', sample_rate=None)\nst.text(p and (p.name, p.type))",
        [
            ("audio_input", "p", "upload", "a.wav", b"x"),
            ("run",),
            ("audio_input", "p", "set_value", None),
        ],
    ),
    *(
        Case(f"bad words for files: {call}", "S16.7", f"{call}\nst.text('after')")
        for call in (
            "st.file_uploader('f', max_upload_size=0)",
            "st.file_uploader('f', max_upload_size=True)",
            "st.camera_input('f', resolution='4k')",
            "st.audio_input('f', sample_rate=1)",
            "st.chat_input(accept_file='some')",
            "st.chat_input(submit_mode='wait')",
            "st.chat_input(max_upload_size=1.5)",
            "st.chat_input(audio_sample_rate=5)",
            "st.file_uploader('f', on_change=5)",
            "st.chat_input(on_submit='rerun')",
            "st.file_uploader('f', width='content')",
        )
    ),
    Case(
        "a message is there for one run",
        "S3.9",
        f"{_CHAT}\nst.button('b', key='b')",
        [
            ("chat_input", "c", "set_value", "hello"),
            ("button", "b", "click"),
            ("chat_input", "c", "set_value", "again"),
            ("run",),
        ],
    ),
    Case(
        "a message calls back before the run",
        "S5.1",
        "def note(x): st.text((x, st.session_state.c))\n"
        "c = st.chat_input(key='c', on_submit=note, args=(1,))\nst.text(c)",
        [("chat_input", "c", "set_value", "hello"), ("run",)],
    ),
    Case(
        "a message is cut to its length",
        "S16.9",
        "st.text(st.chat_input(max_chars=3, key='c'))",
        [("chat_input", "c", "set_value", "hello")],
    ),
    Case(
        "text assigned to a chat input waits to be sent",
        "S3.7",
        f"if st.button('b', key='b'):\n    st.session_state.c = 'pre'\n{_CHAT}",
        [("button", "b", "click"), ("run",), ("chat_input", "c", "set_value", "sent")],
    ),
    Case(
        "a message has files where that is asked for",
        "S17.1",
        _WITH_FILES,
        [
            [
                ("chat_input", "c", "upload", "a", b"1"),
                ("chat_input", "c", "upload", "b", b"2", "text/plain"),
                ("chat_input", "c", "set_value", "two"),
            ],
            ("run",),
            ("chat_input", "c", "set_value", "none"),
            ("chat_input", "c", "upload", "c", b"3"),
        ],
    ),
    Case(
        "a message with one file has the last",
        "S17.1",
        _WITH_FILES.replace("'multiple'", "True"),
        [[("chat_input", "c", "upload", "a", b"1"), ("chat_input", "c", "upload", "b", b"2")]],
    ),
    Case(
        "a message that may have sound says that it has none",
        "S17.1",
        "c = st.chat_input(accept_audio=True, key='c')\n"
        "st.text(c and (c.text, c['audio'], sorted(c), hasattr(c, 'files')))",
        [("chat_input", "c", "set_value", "x")],
    ),
    Case(
        "a chat input stands at the foot of the page, unless it is in a block",
        "S10.1",
        "st.chat_input('a')\nwith st.container():\n    st.chat_input('b')\n"
        "st.sidebar.chat_input('c')\nst.bottom.chat_input('d')\nst.text('e')",
    ),
    Case(
        "what is disabled takes no files",
        "S3.10 S17.3",
        "st.text(st.file_uploader('f', key='f', disabled=True))",
        [("file_uploader", "f", "upload", "a", b"1")],
    ),
    Case(
        "a file in a form comes with its button",
        "S7.1",
        "with st.form('form'):\n"
        "    f = st.file_uploader('f', key='f')\n"
        "    st.text(f and f.read())\n"
        "    st.form_submit_button('Go', key='go')\n"
        "st.button('b', key='b')",
        [
            [("file_uploader", "f", "upload", "a", b"1"), ("button", "b", "click")],
            [("file_uploader", "f", "upload", "a", b"2"), ("button", "go", "click")],
            ("run",),
        ],
    ),
    Case(
        "a chat input cannot be in a form",
        "S7.4",
        "with st.form('form'):\n    st.chat_input()\nst.text('after')",
    ),
    Case(
        "a camera in a form has no callback of its own",
        "S7.4",
        "with st.form('form'):\n    st.camera_input('c', on_change=print)\nst.text('after')",
    ),
]
