"""Other programs' projects, in and out.

`study` holds the nouns: what leaves and what came in, with a report. `refi/` reads and writes the
REFI-QDA standard; `positions` finds out how another program counted. Invariant: what a file does
not let us keep is named in the report, and nothing outside the file is looked at.
"""
