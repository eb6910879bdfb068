"""Examples as a spaCy `DocBin`: what `spacy train` reads.

Codes are the span group `sc` (spancat's default), directions the group `direction`; passages that
begin or end inside a token are widened to it. `user_data` tells interview and turn.
"""

from collections.abc import Iterable

from workbench.interchange.training import Example


def tokenized(examples: Iterable[Example], *, language: str) -> bytes:
    """The examples as a DocBin, tokenized by spaCy's rules for the language."""
    import spacy  # slow to import
    from spacy.tokens import DocBin, Span

    pipeline = spacy.blank(language.partition("-")[0] or "sv")
    pipeline.max_length = 10_000_000
    store = DocBin(store_user_data=True)
    for example in examples:
        doc = pipeline.make_doc(example.text)
        codes, directions = [], []
        for each in example.spans:
            found = doc.char_span(each.start, each.end, alignment_mode="expand")
            if found is None:
                continue
            codes.append(Span(doc, found.start, found.end, label=each.code))
            if each.polarity is not None:
                sign = each.polarity.value
                directions.append(Span(doc, found.start, found.end, label=sign))
        doc.spans["sc"] = codes
        doc.spans["direction"] = directions
        doc.user_data["interview"] = str(example.interview)
        doc.user_data["turn"] = example.turn
        doc.user_data["speaker"] = example.speaker
        store.add(doc)
    data: bytes = store.to_bytes()
    return data
