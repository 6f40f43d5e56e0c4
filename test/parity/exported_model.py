"""Loads exported folders with transformers and answers for texts.

Reads {"folders": [...], "texts": [...]} from the file that is named. Prints one JSON object a folder: `class`, `missing`
and `unexpected` names of weights, `labels`, token `ids` and `logits` of each text, alone and in one padded batch.
"""

import json
import sys

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

torch.set_num_threads(1)
task = json.load(open(sys.argv[1], encoding="utf-8"))
for folder in task["folders"]:
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model, loading = AutoModelForSequenceClassification.from_pretrained(folder, output_loading_info=True)
    model.eval()
    with torch.no_grad():
        alone = [model(**tokenizer(text, truncation=True, return_tensors="pt")).logits[0].tolist() for text in task["texts"]]
        batch = tokenizer(task["texts"], truncation=True, padding=True, return_tensors="pt")
        together = model(**batch).logits.tolist()
    print(
        json.dumps(
            {
                "class": type(model).__name__,
                "missing": sorted(loading["missing_keys"]),
                "unexpected": sorted(loading["unexpected_keys"]),
                "labels": [model.config.id2label[at] for at in range(model.config.num_labels)],
                "ids": [tokenizer(text, truncation=True)["input_ids"] for text in task["texts"]],
                "alone": alone,
                "together": together,
            }
        )
    )
