"""Tokenizers learnt by the tokenizers package: reads texts as JSON, prints the models as JSON.

    python learn_tokenizer_peer.py TEXTS SIZE FOLDER...    also how the tokenizers of our folders cut the texts
"""

import json
import sys

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

with open(sys.argv[1], encoding="utf8") as file:
    texts = json.load(file)
size = int(sys.argv[2])

bpe = Tokenizer(models.BPE(unk_token="<unk>"))
bpe.normalizer = normalizers.Lowercase()
bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
bpe.train_from_iterator(
    texts,
    trainers.BpeTrainer(
        vocab_size=size,
        min_frequency=2,
        special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    ),
)
pieces = Tokenizer(models.WordPiece(unk_token="[UNK]"))
pieces.normalizer = normalizers.BertNormalizer()
pieces.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
pieces.train_from_iterator(
    texts,
    trainers.WordPieceTrainer(
        vocab_size=size,
        min_frequency=2,
        special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"],
        show_progress=False,
    ),
)
model = json.loads(bpe.to_str())["model"]
cuts = [
    [encoding.ids for encoding in Tokenizer.from_file(f"{folder}/tokenizer.json").encode_batch(texts)]
    for folder in sys.argv[3:]
]
print(json.dumps({"bpe": {"vocab": model["vocab"], "merges": model["merges"]}, "pieces": sum(len(encoding) for encoding in pieces.encode_batch(texts)), "cuts": cuts}))
