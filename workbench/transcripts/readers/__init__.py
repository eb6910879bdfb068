"""One reader per kind of file: bytes or text to a `Document`."""
