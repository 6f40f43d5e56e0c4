"""PyTorch's side of training.test.ts: the same network, starting weights and batches. The arguments are JSON files."""
import json
import sys

import numpy as np
import onnx
import onnxruntime
import torch

torch.set_num_threads(1)


def run(task):
    weights = {name: torch.tensor(w["data"], dtype=torch.float32).reshape(w["shape"]) for name, w in task["start"].items()}
    for weight in weights.values():
        weight.requires_grad_(True)
    model = task["model"]
    texts = task["texts"]
    tokens = max(1, max(map(len, texts)))
    ids = torch.tensor([text + [0] * (tokens - len(text)) for text in texts])
    mask = torch.tensor([[1.0] * len(text) + [0.0] * (tokens - len(text)) for text in texts])
    labels = torch.tensor(task["labelIds"])
    optimiser = torch.optim.Adam(list(weights.values()), lr=task["learningRate"], eps=1e-7)
    nothing = torch.zeros(())

    def dense(x, name):
        return x @ weights[f"{name}.weight"] + weights[f"{name}.bias"]

    def max_pool(vectors, present, drop):
        pooled = vectors.masked_fill(present[:, :, None] == 0, -1e30).max(1).values
        return drop(torch.where(present.sum(1, keepdim=True) > 0, pooled, nothing))

    def mean_of(vectors, present):
        return (vectors * present[:, :, None]).sum(1) / present.sum(1, keepdim=True).clamp(min=1)

    def mean_pool(vectors, present, drop):
        return drop(mean_of(vectors, present))

    def text_cnn(vectors, present, drop):
        x = (vectors * present[:, :, None]).transpose(1, 2)
        answers = []
        for size in model["filterSizes"]:
            weight, bias = weights[f"convolution-{size}.weight"], weights[f"convolution-{size}.bias"]
            windows = torch.nn.functional.conv1d(torch.nn.functional.pad(x, (0, size - 1)), weight, bias)
            largest = torch.relu(windows).masked_fill(present[:, None, :] == 0, -1e30).max(2).values
            answers.append(torch.where(present.sum(1, keepdim=True) > 0, largest, nothing))
        return drop(torch.cat(answers, 1))

    def attention_pool(vectors, present, drop):
        scores = torch.tanh(dense(vectors, "attention")) @ weights["attention.query"]
        shares = torch.softmax(scores.masked_fill(present[:, :, None] == 0, -1e30), 1) * present[:, :, None]
        return drop((shares * vectors).sum(1))

    def deep_averaging(vectors, present, drop):
        x = mean_of(vectors, drop(present, 0) > 0)
        for layer in range(len(model["hidden"])):
            x = torch.relu(dense(x, f"hidden-{layer + 1}"))
        return drop(x, 1)

    networks = {
        "embedding-max-pool/v1": max_pool,
        "embedding-mean-pool/v1": mean_pool,
        "text-cnn/v1": text_cnn,
        "attention-pool/v1": attention_pool,
        "deep-averaging/v1": deep_averaging,
    }

    def scores(rows, masks):
        longest = max(1, max(len(texts[row]) for row in rows.tolist()))
        vectors, present = weights["embedding.weight"][ids[rows, :longest]], mask[rows, :longest]

        def drop(x, place=0):
            return x * torch.tensor(masks[place]).reshape(x.shape) if place < len(masks) else x

        return dense(networks[model["type"]](vectors, present, drop), "dense")

    batch = 0
    functional = torch.nn.functional
    settings = task["loss"]
    smoothing = settings.get("labelSmoothing", 0)

    def binary(z, targets):
        if settings["type"] == "focal/v1":
            own = functional.binary_cross_entropy_with_logits(z, targets, reduction="none")
            return ((1 - torch.exp(-own)) ** settings["gamma"] * own).mean()
        return functional.binary_cross_entropy_with_logits(z, targets * (1 - smoothing) + smoothing / 2)

    def loss_of(z, rows):
        if task["targets"] is not None:
            return binary(z, torch.tensor(task["targets"]).reshape(len(texts), -1)[rows].float())
        if z.shape[1] == 1:
            return binary(z[:, 0], labels[rows].float())
        if settings["type"] == "focal/v1":
            own = functional.cross_entropy(z, labels[rows], reduction="none")
            return ((1 - torch.exp(-own)) ** settings["gamma"] * own).mean()
        return functional.cross_entropy(z, labels[rows], label_smoothing=smoothing)

    losses = []
    for order in task["orders"]:
        total = 0.0
        for start in range(0, len(order), task["batchSize"]):
            rows = torch.tensor(order[start : start + task["batchSize"]])
            z = scores(rows, task["masks"][batch])
            batch += 1
            loss = loss_of(z, rows)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            total += loss.item() * len(rows)
        losses.append(total / len(order))

    onnx.checker.check_model(onnx.load(task["onnx"]), full_check=True)
    session = onnxruntime.InferenceSession(task["onnx"])
    probabilities = session.run(
        ["probabilities"], {"input_ids": ids.numpy(), "attention_mask": mask.numpy().astype(np.int64)}
    )[0]
    return {
        "losses": losses,
        "weights": {name: weight.detach().flatten().tolist() for name, weight in weights.items()},
        "probabilities": probabilities.flatten().tolist(),
    }


print(json.dumps([run(json.load(open(file))) for file in sys.argv[1:]]))
