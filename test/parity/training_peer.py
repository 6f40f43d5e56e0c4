"""PyTorch's side of training.test.ts: the same network, starting weights and batches. The argument is a JSON file."""
import json
import sys

import numpy as np
import onnx
import onnxruntime
import torch

task = json.load(open(sys.argv[1]))
weights = {name: torch.tensor(w["data"], dtype=torch.float32).reshape(w["shape"]) for name, w in task["start"].items()}
for weight in weights.values():
    weight.requires_grad_(True)
embedding, dense, bias = weights["embedding.weight"], weights["dense.weight"], weights["dense.bias"]
texts = task["texts"]
tokens = max(1, max(map(len, texts)))
ids = torch.tensor([text + [0] * (tokens - len(text)) for text in texts])
mask = torch.tensor([[1.0] * len(text) + [0.0] * (tokens - len(text)) for text in texts])
labels = torch.tensor(task["labelIds"])
optimiser = torch.optim.Adam(list(weights.values()), lr=task["learningRate"], eps=1e-7)


def scores(rows):
    vectors, present = embedding[ids[rows]], mask[rows][:, :, None]
    if task["pooling"] == "max":
        pooled = vectors.masked_fill(present == 0, -1e30).max(1).values
        pooled = torch.where(present.sum(1) > 0, pooled, torch.zeros(()))
    else:
        pooled = (vectors * present).sum(1) / present.sum(1).clamp(min=1)
    return pooled @ dense + bias


losses = []
for order in task["orders"]:
    total = 0.0
    for start in range(0, len(order), task["batchSize"]):
        rows = torch.tensor(order[start : start + task["batchSize"]])
        z = scores(rows)
        if z.shape[1] == 1:
            loss = torch.nn.functional.binary_cross_entropy_with_logits(z[:, 0], labels[rows].float())
        else:
            loss = torch.nn.functional.cross_entropy(z, labels[rows])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        total += loss.item() * len(rows)
    losses.append(total / len(order))

model = onnx.load(task["onnx"])
onnx.checker.check_model(model, full_check=True)
session = onnxruntime.InferenceSession(task["onnx"])
probabilities = session.run(
    ["probabilities"], {"input_ids": ids.numpy(), "attention_mask": mask.numpy().astype(np.int64)}
)[0]
print(
    json.dumps(
        {
            "losses": losses,
            "weights": {name: weight.detach().flatten().tolist() for name, weight in weights.items()},
            "probabilities": probabilities.flatten().tolist(),
        }
    )
)
