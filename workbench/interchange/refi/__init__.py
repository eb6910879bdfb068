"""REFI-QDA: whole projects (.qdpx) and codebooks (.qdc), as the standard of 2019 has them.

`writing` and `codebooks` write what validates; what the standard has no place for goes in notes
(`notes`) that `reading` takes up again. `parsing` runs in a child process and makes plain lists of
the XML; `archive` opens the zip. The format of the notes is described in docs/exchange.md.
"""
