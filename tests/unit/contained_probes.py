"""Functions that behave as parsers do on bad files, called in a child by test_files_contained."""

import ctypes
import os
import sys
import time

from workbench.errors import InputError


def echo(payload, options):
    return {"text": payload.decode("utf-8", "surrogatepass"), "options": options}


def process_id(payload, options):
    return os.getpid()


def chatter(payload, options):
    print("parsers print", flush=True)
    os.write(1, b"even below Python")
    return sys.stdin.read()


def refuse(payload, options):
    raise InputError("“intervju.docx” is encrypted.", "Take the password off.")


def fail(payload, options):
    raise KeyError("w:body")


def recurse(payload, options):
    return recurse(payload, options)


def devour(payload, options):
    return len([bytearray(10_000_000) for _ in range(1000)])


def crash(payload, options):
    ctypes.string_at(0)


def leave(payload, options):
    os._exit(0)


def hang(payload, options):
    while True:
        time.sleep(0.01)


def hang_in_c(payload, options):
    return "a" * 40 in {sum(range(10**12))}


def not_json(payload, options):
    return {1, 2}
