"""Tests of an app, without a browser and without a kernel."""

from .v1 import AppTest, AppTestError

__all__ = ["AppTest", "AppTestError"]
