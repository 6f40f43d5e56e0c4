"""The other side of writing with GPT-2: transformers' generate with its cache, two threads.

    python generate_gpt2.py FOLDER PROMPT              100 tokens greedily
    … --steps 5                                        alone; else how many times is read from the input

The prompt's tokens are its bytes; see stepwise.py for what is printed.
"""

import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "2")

import torch  # noqa: E402
from transformers import GPT2LMHeadModel  # noqa: E402

from stepwise import serve  # noqa: E402

options = argparse.ArgumentParser()
options.add_argument("folder")
options.add_argument("prompt")
options.add_argument("--steps", type=int)
asked = options.parse_args()

torch.set_num_threads(2)
model = GPT2LMHeadModel.from_pretrained(asked.folder, dtype=torch.float32).eval()
model.generation_config.pad_token_id = 0
ids = torch.tensor([list(asked.prompt.encode("utf8"))])
mask = torch.ones_like(ids)


def write():
    with torch.inference_mode():
        answer = model.generate(ids, attention_mask=mask, max_new_tokens=100, do_sample=False, use_cache=True)
    tokens = answer[0, ids.shape[1] :].tolist()
    checksum = 0
    for token in tokens:
        checksum = (checksum * 31 + token) % 2_147_483_647
    return {"tokens": len(tokens), "checksum": checksum}


serve(write, {"torch": torch.__version__, "threads": torch.get_num_threads()}, asked.steps, warm=1)
