"""Ids, offsets and texts by the tokenizers package: reads jobs as JSON, prints the answers as JSON.

    python tokenizers_peer.py JOBS    [{"file": tokenizer.json, "texts": [...], "pairs": [[a, b], ...]}]
"""

import json
import sys

from tokenizers import Tokenizer

with open(sys.argv[1], encoding="utf8") as file:
    jobs = json.load(file)
answers = []
for job in jobs:
    tokenizer = Tokenizer.from_file(job["file"])
    batch = [[row.ids, row.type_ids, row.attention_mask] for row in tokenizer.encode_batch(job["texts"][:20])]
    tokenizer.no_truncation()
    tokenizer.no_padding()
    rows = []
    for text in job["texts"]:
        encoding = tokenizer.encode(text)
        rows.append([encoding.ids, [edge for offset in encoding.offsets for edge in offset], tokenizer.decode(encoding.ids)])
    pairs = []
    tokenizer.enable_truncation(job["maxLength"])
    for first, second in job["pairs"]:
        encoding = tokenizer.encode(first, second)
        pairs.append([encoding.ids, encoding.type_ids])
    answers.append({"rows": rows, "pairs": pairs, "batch": batch})
print(json.dumps(answers))
