"""The other side of encode-1 and encode-32: sentence vectors by PyTorch with the tokenizers package, fp32, two threads.

    python encode.py FOLDER --batch 32 --tokens 128                  FOLDER: all-MiniLM-L6-v2, or another BERT-like encoder
    … --steps 5                                                      alone; else how many batches to do is read from the input
    … --texts texts.json                                             these texts by turns, instead of one's own

Tokenising counts. A text has as many tokens as asked for, its special ones included (a longer one is cut, a shorter one is
padded with its batch). Vectors are the mean of the last hidden states of the real tokens, of length one. See stepwise.py for
what is printed.
"""

import argparse
import itertools
import json
import os

os.environ.setdefault("OMP_NUM_THREADS", "2")
os.environ.setdefault("RAYON_NUM_THREADS", "2")

import torch  # noqa: E402
from tokenizers import Tokenizer  # noqa: E402
from transformers import AutoModel  # noqa: E402
from transformers.utils import logging  # noqa: E402

from stepwise import serve  # noqa: E402

options = argparse.ArgumentParser()
options.add_argument("folder")
options.add_argument("--batch", type=int, default=1)
options.add_argument("--tokens", type=int, default=32)
options.add_argument("--texts")
options.add_argument("--steps", type=int)
asked = options.parse_args()

logging.disable_progress_bar()
torch.set_num_threads(2)
tokenizer = Tokenizer.from_file(f"{asked.folder}/tokenizer.json")
tokenizer.enable_truncation(asked.tokens)
tokenizer.enable_padding(pad_id=tokenizer.token_to_id("[PAD]") or 0)
model = AutoModel.from_pretrained(asked.folder, dtype=torch.float32).eval()
WORDS = "the film is a slow and charming portrait of two people who meet by chance on a train in winter".split()
own = [" ".join(itertools.islice(itertools.cycle(WORDS[at % 7 :]), asked.tokens - 2)) for at in range(asked.batch)]
if asked.texts:
    with open(asked.texts, encoding="utf8") as source:
        own = json.load(source)
texts = itertools.cycle(own)


@torch.inference_mode()
def encode():
    cuts = tokenizer.encode_batch(list(itertools.islice(texts, asked.batch)))
    ids = torch.tensor([cut.ids for cut in cuts])
    mask = torch.tensor([cut.attention_mask for cut in cuts])
    hidden = model(input_ids=ids, attention_mask=mask).last_hidden_state
    weights = mask[:, :, None].to(hidden.dtype)
    vectors = torch.nn.functional.normalize((hidden * weights).sum(1) / weights.sum(1))
    first, last = (round(float(number), 6) for number in (vectors[0, 0], vectors[-1, -1]))
    return {"tokens": int(mask.sum()), "first": first, "last": last}


serve(encode, {"batch": asked.batch, "torch": torch.__version__, "threads": torch.get_num_threads()}, asked.steps, warm=3)
