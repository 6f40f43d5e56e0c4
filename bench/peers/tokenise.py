"""The Rust peer of tokenise-wordpiece and tokenise-bpe: the tokenizers package, one thread."""

import array
import hashlib
import json
import os
import resource
import sys
import time

os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["RAYON_NUM_THREADS"] = "1"

from tokenizers import Tokenizer  # noqa: E402

folder, text_folder, count = sys.argv[1:]
offsets = array.array("d")
with open(f"{text_folder}/texts.offsets", "rb") as source:
    offsets.frombytes(source.read((int(count) + 1) * 8))
with open(f"{text_folder}/texts.bytes", "rb") as source:
    content = source.read(int(offsets[-1]))
texts = [content[int(start) : int(end)].decode("utf-8") for start, end in zip(offsets, offsets[1:])]
tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
tokenizer.no_truncation()
tokenizer.no_padding()

cpu = time.process_time()
start = time.perf_counter()
ids = array.array("i")
for first in range(0, len(texts), 1000):
    for encoding in tokenizer.encode_batch_fast(texts[first : first + 1000]):
        ids.extend(encoding.ids)
seconds = time.perf_counter() - start
print(
    json.dumps(
        {
            "value": len(content) / 1e6 / seconds,
            "cpuSeconds": time.process_time() - cpu,
            "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "facts": {"tokens": len(ids), "idsSha256": hashlib.sha256(ids.tobytes()).hexdigest()[:16]},
        }
    )
)
