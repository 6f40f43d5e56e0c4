"""PyTorch's side of optimise.test.ts: the same gradients through its optimisers; prints starts, gradients and ends as JSON."""
import json

import torch

STEPS = 60
LENGTH = 23
ROWS, WIDTH = 12, 5
generator = torch.Generator().manual_seed(7)


def normals(*shape):
    return torch.randn(*shape, generator=generator, dtype=torch.float32)


start = normals(LENGTH)
# Sizes that change over time exercise the moving means.
gradients = [normals(LENGTH) * (0.1 + 2 * (step % 7 == 0)) for step in range(STEPS)]


def descend(create):
    parameter = torch.nn.Parameter(start.clone())
    optimizer = create([parameter])
    for gradient in gradients:
        parameter.grad = gradient.clone()
        optimizer.step()
    return parameter.detach().tolist()


optim = torch.optim
dense = {
    "sgd": descend(lambda p: optim.SGD(p, lr=0.05, weight_decay=0.02)),
    "momentum": descend(lambda p: optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=0.02)),
    "nesterov": descend(lambda p: optim.SGD(p, lr=0.05, momentum=0.9, nesterov=True)),
    "adam": descend(lambda p: optim.Adam(p, lr=0.01, eps=1e-7)),
    "adam with decay": descend(lambda p: optim.Adam(p, lr=0.01, eps=1e-7, weight_decay=0.02)),
    "adamw": descend(lambda p: optim.AdamW(p, lr=0.01, eps=1e-7, weight_decay=0.02)),
}

table = normals(ROWS, WIDTH)
parameter = torch.nn.Parameter(table.clone())
sparse_adam = optim.SparseAdam([parameter], lr=0.01, eps=1e-7)
touches = []
for step in range(STEPS):
    ids = torch.randint(0, ROWS, (4,), generator=generator)
    rows = normals(4, WIDTH)
    touches.append({"ids": ids.tolist(), "rows": rows.flatten().tolist()})
    parameter.grad = torch.sparse_coo_tensor(ids[None], rows, (ROWS, WIDTH))
    sparse_adam.step()

clipped = []
for scale in (0.01, 1.0, 30.0):
    weights = [torch.nn.Parameter(torch.zeros(LENGTH)), torch.nn.Parameter(torch.zeros(LENGTH))]
    for weight, gradient in zip(weights, gradients):
        weight.grad = gradient * scale
    norm = torch.nn.utils.clip_grad_norm_(weights, 1.5)
    clipped.append({"scale": scale, "norm": norm.item(), "gradients": [w.grad.tolist() for w in weights]})


def shares(create, count=20):
    optimizer = optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    scheduler = create(optimizer)
    rates = []
    for _ in range(count + 1):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return rates


schedules = optim.lr_scheduler
print(json.dumps({
    "start": start.tolist(),
    "gradients": [gradient.tolist() for gradient in gradients],
    "dense": dense,
    "sparse": {"start": table.flatten().tolist(), "touches": touches, "end": parameter.detach().flatten().tolist()},
    "clipped": clipped,
    "schedules": {
        "linear": shares(lambda o: schedules.LinearLR(o, 1.0, 0.25, 20)),
        "cosine": shares(lambda o: schedules.CosineAnnealingLR(o, 20, eta_min=0.1)),
        "step": shares(lambda o: schedules.StepLR(o, 6, 0.5)),
    },
}))
