"""Prints, for each file, rows and SHA-256 of the texts and of the labels as pandas reads them."""

import hashlib
import json
import sys

import pandas


def digest(values):
    return hashlib.sha256("".join(f"{value}\x1e" for value in values).encode("utf-8")).hexdigest()


found = []
for file, text, label in json.loads(sys.argv[1]):
    if ".jsonl" in file:
        frame = pandas.read_json(file, lines=True, dtype=str)
    else:
        frame = pandas.read_csv(file, dtype=str, keep_default_na=False, skip_blank_lines=True)
    found.append({"rows": len(frame), "texts": digest(frame[text]), "labels": digest(frame[label])})
print(json.dumps(found))
