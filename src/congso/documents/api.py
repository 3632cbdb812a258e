"""The public face of documents. Each line is re-exported from the area that owns it."""
