"""What PyTorch computes for pairs of texts: mean-pooled states, their cosine, its squared distance from the target.

    python contrastive_peer.py FOLDER PAIRS    FOLDER is a Hugging Face model, PAIRS a JSON file with "texts" (lists of ids),
                                               "lefts", "rights" (places among these) and "targets"

Prints the loss and the norm of each parameter's gradient. Texts are read anew for each pair, as sentence-transformers does.
"""

import json
import sys

import torch
import transformers

transformers.utils.logging.set_verbosity_error()
transformers.utils.logging.disable_progress_bar()
torch.set_num_threads(1)

folder, pairs_file = sys.argv[1:]
with open(pairs_file, encoding="utf8") as file:
    pairs = json.load(file)
model = transformers.AutoModel.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()


def embed(places):
    texts = [pairs["texts"][place] for place in places]
    tokens = max(map(len, texts))
    ids = torch.tensor([text + [0] * (tokens - len(text)) for text in texts])
    mask = torch.tensor([[1] * len(text) + [0] * (tokens - len(text)) for text in texts])
    states = model(input_ids=ids, attention_mask=mask).last_hidden_state
    return (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)


cosines = torch.nn.functional.cosine_similarity(embed(pairs["lefts"]), embed(pairs["rights"]))
loss = torch.nn.functional.mse_loss(cosines, torch.tensor(pairs["targets"]))
loss.backward()
norms = {name: weight.grad.norm().item() for name, weight in model.named_parameters() if weight.grad is not None}
print(json.dumps({"loss": loss.item(), "gradient_norms": norms}))
