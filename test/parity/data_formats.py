"""Reads what Lexops wrote with pandas, pyarrow, datasets and fastText, and writes files for Lexops to read.

The argument is a folder; prints for each reader what it found, and for each file written here what it holds.
"""

import hashlib
import json
import os
import pathlib
import sys

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_DATASETS_OFFLINE"] = "1"

import datasets  # noqa: E402
import fasttext  # noqa: E402
import pandas  # noqa: E402
import pyarrow  # noqa: E402
import pyarrow.parquet  # noqa: E402

datasets.disable_progress_bars()
folder = pathlib.Path(sys.argv[1])


def digest(values):
    return hashlib.sha256("".join(f"{value}\x1e" for value in values).encode("utf-8")).hexdigest()


def found(texts, labels):
    texts, labels = list(texts), list(labels)
    return {"rows": len(texts), "texts": digest(texts), "labels": digest(labels)}


def frame_found(frame):
    return found(frame["text"], frame["label"])


read = {
    "csv": frame_found(pandas.read_csv(folder / "ours.csv", dtype=str, keep_default_na=False)),
    "csv.gz": frame_found(pandas.read_csv(folder / "ours.csv.gz", dtype=str, keep_default_na=False)),
    "tsv": frame_found(pandas.read_csv(folder / "ours.tsv", dtype=str, keep_default_na=False, sep="\t")),
    "jsonl": frame_found(pandas.read_json(folder / "ours.jsonl", lines=True, dtype=False)),
    "parquet": frame_found(pandas.read_parquet(folder / "ours.parquet")),
}
table = pyarrow.parquet.read_table(folder / "ours.parquet")
read["pyarrow"] = found(table["text"].to_pylist(), table["label"].to_pylist())
for name in ("jsonl", "parquet"):
    builder = {"jsonl": "json"}.get(name, name)
    loaded = datasets.load_dataset(
        builder, data_files=str(folder / f"ours.{name}"), cache_dir=str(folder / "cache"), split="train"
    )
    read[f"datasets {name}"] = found(loaded["text"], loaded["label"])
splits = datasets.load_dataset(str(folder / "ours"), cache_dir=str(folder / "cache"))
read["datasets folder"] = {
    name: {**found(split["text"], split["label"]), "features": str(split.features["text"])}
    for name, split in splits.items()
}

lines = (folder / "ours.fasttext").read_text("utf-8").split("\n")[:-1]
parsed = [fasttext.tokenize(line) for line in lines]
read["fasttext"] = {
    "rows": len(lines),
    "labels": digest(words[0].removeprefix("__label__") for words in parsed),
    "words": digest(" ".join(word for word in words[1:] if word != "</s>") for words in parsed),
}

sample = pandas.read_parquet(folder / "ours.parquet")[["text", "label"]]
sample.to_csv(folder / "pandas.csv", index=False)
sample.to_csv(folder / "pandas.tsv", index=False, sep="\t")
sample.to_json(folder / "pandas.jsonl", orient="records", lines=True)
sample.to_parquet(folder / "pandas.parquet")
encoded = pyarrow.table(
    {
        "text": pyarrow.array(list(sample["text"]), pyarrow.large_string()),
        "label": pyarrow.array(list(sample["label"])).dictionary_encode(),
    }
)
pyarrow.parquet.write_table(encoded, folder / "pyarrow.parquet", compression="zstd", row_group_size=1000)
names = sorted(set(sample["label"]))
features = datasets.Features({"text": datasets.Value("string"), "label": datasets.ClassLabel(names=names)})
classes = datasets.Dataset.from_dict(
    {"text": list(sample["text"]), "label": [names.index(name) for name in sample["label"]]}, features=features
)
(folder / "datasets" / "data").mkdir(parents=True)
half = len(classes) // 2
for shard in range(2):
    part = classes.select(range(shard * half, half if shard == 0 else len(classes)))
    part.to_parquet(folder / "datasets" / "data" / f"train-{shard:05d}-of-00002.parquet")

print(json.dumps({"read": read, "written": frame_found(sample), "labels": names}))
