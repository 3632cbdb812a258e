"""Reads the fields of an official document off its pages: PDF with text, Word files, pages recognised from scans.

`read` takes a file, `read_pages` pages from any other source (OCR). Everything that others call is named here.
"""

from congso.pure.reading.page_model import Box, Line, Page, Word, page_of_words
from congso.pure.reading.read import read, read_pages
from congso.pure.reading.result import FIELDS, LISTS, Found, Reading, TextLayer, Unreadable

__all__ = [
    "FIELDS",
    "LISTS",
    "Box",
    "Found",
    "Line",
    "Page",
    "Reading",
    "TextLayer",
    "Unreadable",
    "Word",
    "page_of_words",
    "read",
    "read_pages",
]
