"""Scans: images of pages in, the page model out. Needs the program `tesseract` with Vietnamese; says so when it lacks."""
