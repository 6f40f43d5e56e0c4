"""The other side of `text-cnn-epoch`: PyTorch. The argument is the folder of token ids."""
import json
import os
import resource
import sys
import time

import numpy as np
import torch

torch.set_num_threads(2)
torch.manual_seed(0)
folder = sys.argv[1]
BATCH = 64
STEPS_TO_CHOOSE = 15


def padded(part):
    offsets, ids, labels = (
        np.fromfile(os.path.join(folder, f"{part}-{name}.i32"), dtype=np.int32) for name in ("offsets", "ids", "labels")
    )
    rows = np.zeros((len(labels), 400), dtype=np.int64)
    rows[np.arange(400)[None, :] < np.diff(offsets)[:, None]] = ids
    return torch.from_numpy(rows), torch.from_numpy(labels.astype(np.float32))[:, None]


class TextCnn(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = torch.nn.Embedding(20_000, 100, padding_idx=0)
        self.convolutions = torch.nn.ModuleList(torch.nn.Conv1d(100, 100, size) for size in (3, 4, 5))
        self.dropout = torch.nn.Dropout(0.5)
        self.dense = torch.nn.Linear(300, 1)

    def forward(self, ids):
        x = self.embedding(ids).transpose(1, 2)
        answers = [torch.relu(convolution(x)).amax(2) for convolution in self.convolutions]
        return self.dense(self.dropout(torch.cat(answers, 1)))


def trainer(mode):
    model = TextCnn()
    optimiser = torch.optim.Adam(model.parameters(), fused=True)
    forward = torch.compile(model) if mode == "compiled" else model

    def step(ids, labels):
        loss = torch.nn.functional.binary_cross_entropy_with_logits(forward(ids), labels)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        return loss.item()

    return step


inputs, labels = padded("train")
order = torch.randperm(len(labels))


def run(step, steps):
    losses = []
    for start in range(0, min(len(order), steps * BATCH), BATCH):
        rows = order[start : start + BATCH]
        losses.append(step(inputs[rows], labels[rows]))
    return losses


modes, seconds = {}, {}
for mode in ("eager", "compiled"):
    try:
        step = trainer(mode)
        run(step, 2)  # compiles
        begun = time.perf_counter()
        run(step, STEPS_TO_CHOOSE)
        modes[mode], seconds[mode] = step, (time.perf_counter() - begun) / STEPS_TO_CHOOSE
    except Exception as error:  # no compiler on this machine
        print(f"{mode}: {error}"[:300], file=sys.stderr)
best = min(seconds, key=seconds.get)
begun, cpu = time.perf_counter(), time.process_time()
losses = run(modes[best], len(order))
print(
    json.dumps(
        {
            "value": time.perf_counter() - begun,
            "cpuSeconds": time.process_time() - cpu,
            "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "facts": {"mode": best, "lossOfEpoch": sum(losses) / len(losses)}
            | {f"{mode}SecondsAStep": round(value, 4) for mode, value in seconds.items()},
        }
    )
)
