"""`AppTest`, under the name that it has in Streamlit."""

from .app_test import AppTest
from .errors import AppTestError

__all__ = ["AppTest", "AppTestError"]
