"""Prints SentencePiece's own maps of characters in base64, by name: those that T5 and XLM-RoBERTa carry are of this kind."""

import base64
import io
import json

import sentencepiece


def fields(message):
    """The length-delimited fields of a protocol buffer message."""
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(message):
        key = varint()
        if key & 7 == 2:
            length = varint()
            yield key >> 3, message[at : at + length]
            at += length
        elif key & 7 == 0:
            varint()
        else:
            at += 4 if key & 7 == 5 else 8


maps = {}
for name in ("nmt_nfkc", "nmt_nfkc_cf", "nfkc"):
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["the cat sat on the mat", "a dog and a cat"] * 20),
        model_writer=model,
        vocab_size=30,
        hard_vocab_limit=False,
        normalization_rule_name=name,
        minloglevel=2,
    )
    normalizer = next(value for field, value in fields(model.getvalue()) if field == 3)
    maps[name] = base64.b64encode(next(value for field, value in fields(normalizer) if field == 2)).decode()
print(json.dumps(maps))
