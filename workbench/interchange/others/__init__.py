"""Projects of programs that have a format of their own: Taguette, QualCoder, qualitative-coding.

Each reader knows one format and hands what it finds to a `Gathering`. Databases are read in a child
process, out of memory: the file itself is only ever opened for reading.
"""
