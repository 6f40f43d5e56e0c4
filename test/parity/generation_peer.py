"""What transformers' generate writes: the reference for our generation.

    python generation_peer.py REQUEST

REQUEST is a file with a JSON list of {"folder", "prompt", "options"}; options are keyword arguments of generate. Prints the ids of
the new tokens of each, as a JSON list. float32, one thread; a prompt that becomes no token begins with the one that ends texts.
"""

import json
import os
import sys

os.environ["OMP_NUM_THREADS"] = "1"

import torch  # noqa: E402
import transformers  # noqa: E402
from transformers.utils import logging  # noqa: E402

logging.set_verbosity_error()
logging.disable_progress_bar()
torch.set_num_threads(1)

models = {}


def opened(folder):
    if folder not in models:
        tokenizer = transformers.PreTrainedTokenizerFast(tokenizer_file=os.path.join(folder, "tokenizer.json"))
        model = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
        models[folder] = tokenizer, model
    return models[folder]


def written(request):
    tokenizer, model = opened(request["folder"])
    ids = tokenizer(request["prompt"])["input_ids"] or [model.config.eos_token_id]
    inputs = torch.tensor([ids])
    options = dict(request["options"])
    if "stop_strings" in options:
        options["tokenizer"] = tokenizer
    mask = torch.ones_like(inputs)
    answer = model.generate(inputs, attention_mask=mask, pad_token_id=model.config.eos_token_id, **options)
    return answer[0, len(ids) :].tolist()


with open(sys.argv[1], encoding="utf8") as source:
    print(json.dumps([written(request) for request in json.load(source)]))
