"""Reads the fields of an official document off its pages."""
