"""One verb per module: what the command line and the screens ask for, from file to result.

A workflow opens the project, calls the packages below and hands back frozen values; it prints
nothing and knows no screen.
"""
