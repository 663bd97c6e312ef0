"""Files go in, files come out."""

from streamlit.testing.v1 import AppTest


def app():
    import streamlit as st

    file = st.file_uploader("File", type="csv", key="file")
    if file is None:
        st.info("no file")
    else:
        st.text((file.name, file.size, file.read().decode()))
    several = st.file_uploader("Several", accept_multiple_files=True, key="several")
    st.text([one.name for one in several])
    st.download_button("Save", "text", "a.txt", key="save")


def test_a_file_is_uploaded_and_taken_back():
    at = AppTest.from_function(app).run()
    assert at.info[0].value == "no file"

    at.file_uploader(key="file").upload("a.csv", b"1,2", "text/csv").run()
    assert at.text[0].value == "('a.csv', 3, '1,2')"
    assert at.run().text[0].value == "('a.csv', 3, '1,2')"

    at.file_uploader(key="file").clear().run()
    assert at.info[0].value == "no file"


def test_several_files():
    at = AppTest.from_function(app).run()

    uploader = at.file_uploader(key="several")
    uploader.upload("a.txt", b"a", "text/plain").upload("b.txt", b"b", "text/plain").run()

    assert at.text[-1].value == "['a.txt', 'b.txt']"


def test_a_download_is_a_click():
    at = AppTest.from_function(app).run()

    assert not at.download_button(key="save").value
    assert at.download_button(key="save").click().run().download_button[0].value
