"""Two coders and more: how far they agree, where they differ, and how sure that is.

Pure: spans, tables and matrices in, figures out. Invariant: a figure is a value or says why it is
undefined; it is never made up.
"""
