"""The peer of learn-unigram: the tokenizers package's own trainer, with the parts of the tokenizer that our side wrote."""

import array
import json
import os
import resource
import sys
import time

os.environ["RAYON_NUM_THREADS"] = "2"

from tokenizers import Tokenizer, models, trainers  # noqa: E402

folder, output, rows = sys.argv[1:]
SPECIALS = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
UNKNOWN_PENALTY = 10
HELD = 2000
offsets = array.array("d")
with open(f"{folder}/texts.offsets", "rb") as source:
    offsets.frombytes(source.read())
with open(f"{folder}/texts.bytes", "rb") as source:
    content = source.read()
texts = [content[int(offsets[row]) : int(offsets[row + 1])].decode("utf-8") for row in range(int(rows))]
ours = Tokenizer.from_file(f"{output}/tokenizer.json")


def vocabulary(tokenizer):
    return json.loads(tokenizer.to_str())["model"]["vocab"]


def likelihood(tokenizer):
    scores = [score for _, score in vocabulary(tokenizer)]
    scores[SPECIALS.index("<unk>")] = min(scores) - UNKNOWN_PENALTY
    cuts = tokenizer.encode_batch(texts[:HELD], add_special_tokens=False)
    return sum(scores[token] for cut in cuts for token in cut.ids) / sum(map(len, texts[:HELD]))


cpu = time.process_time()
start = time.perf_counter()
package = Tokenizer(models.Unigram())
package.normalizer, package.pre_tokenizer = ours.normalizer, ours.pre_tokenizer
trainer = trainers.UnigramTrainer(vocab_size=8000, special_tokens=SPECIALS, unk_token="<unk>", show_progress=False)
package.train_from_iterator(texts, trainer)
seconds = time.perf_counter() - start
cpu = time.process_time() - cpu
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
shared = {piece for piece, _ in vocabulary(ours)} & {piece for piece, _ in vocabulary(package)}
print(
    json.dumps(
        {
            "value": seconds,
            "cpuSeconds": cpu,
            "peakBytes": peak,
            "facts": {
                "sharedPieces": len(shared),
                "likelihood": likelihood(package),
                "likelihoodOfOurs": likelihood(ours),
            },
        }
    )
)
