"""Files in and out: encodings, contained parsers, archives, sheets, whole-or-nothing writing.

Invariant: bytes from outside never take this process down (every way in which a parser fails ends
in one InputError), and an output file is there whole or not at all.
"""
