"""Unigram models learnt by the tokenizers package: reads texts as JSON, prints what it learns and how likely other texts are.

    python learn_unigram_peer.py TEXTS HELD FOLDER...    of our folders: the same parts, as many tokens

Likelihood is the mean logarithm of the probability per character of HELD; an unknown token counts as SentencePiece has it.
"""

import json
import sys

from tokenizers import Tokenizer, models, trainers

texts, held = ([*json.load(open(name, encoding="utf8"))] for name in sys.argv[1:3])
UNKNOWN_PENALTY = 10
SPECIALS = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]


def vocabulary(tokenizer):
    return json.loads(tokenizer.to_str())["model"]["vocab"]


def likelihood(tokenizer):
    scores = [score for _, score in vocabulary(tokenizer)]
    scores[SPECIALS.index("<unk>")] = min(scores) - UNKNOWN_PENALTY
    cuts = tokenizer.encode_batch(held, add_special_tokens=False)
    return sum(scores[token] for cut in cuts for token in cut.ids) / sum(map(len, held))


def compare(folder):
    ours = Tokenizer.from_file(f"{folder}/tokenizer.json")
    package = Tokenizer(models.Unigram())
    package.normalizer, package.pre_tokenizer = ours.normalizer, ours.pre_tokenizer
    size = len(vocabulary(ours))
    trainer = trainers.UnigramTrainer(vocab_size=size, special_tokens=SPECIALS, unk_token="<unk>", show_progress=False)
    package.train_from_iterator(texts, trainer)
    return {
        "cuts": [cut.ids for cut in ours.encode_batch(texts)],
        "vocabulary": vocabulary(package),
        "likelihood": {"ours": likelihood(ours), "package": likelihood(package)},
    }


print(json.dumps([compare(folder) for folder in sys.argv[3:]]))
