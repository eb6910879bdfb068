"""What leaves the workbench: tables and quotations as csv, Word and Markdown.

Invariant: a quotation goes out character by character, and the same input gives the same bytes.
"""
