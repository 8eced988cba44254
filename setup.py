"""Shim for tools that still look for setup.py; everything is in pyproject.toml."""

from setuptools import setup

setup(name="xinfang_app", packages=["xinfang_app"], include_package_data=True)
