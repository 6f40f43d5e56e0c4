"""The other side of the fine-tuning steps: PyTorch, transformers' BERT with random weights, two threads, no dropout.

    python finetune_step.py --shape 6x384 --mode eager               all weights, fp32, fused AdamW
    python finetune_step.py --shape 12x768 --mode compiled           by torch.compile (needs g++)
    python finetune_step.py --shape 6x384 --mode eager --lora 8      peft: rank 8 on query and value, and the classifier
    python finetune_step.py --shape 6x384 --mode eager --bf16        autocast, for the record
    … --steps 5                                                      alone; else how many steps to do is read from the input

A step is zero_grad, forward with loss, backward and the optimiser's step, on the same random batch; see stepwise.py for what is
printed.
"""

import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "2")

import torch  # noqa: E402
from transformers import BertConfig, BertForSequenceClassification  # noqa: E402

from stepwise import serve  # noqa: E402

SHAPES = {
    "6x384": {"layers": 6, "width": 384, "batch": 16},
    "12x768": {"layers": 12, "width": 768, "batch": 8},
}
TOKENS = 128
VOCABULARY = 30522

options = argparse.ArgumentParser()
options.add_argument("--shape", choices=SHAPES, default="6x384")
options.add_argument("--mode", choices=["eager", "compiled"], default="eager")
options.add_argument("--lora", type=int, metavar="RANK")
options.add_argument("--bf16", action="store_true")
options.add_argument("--steps", type=int)
asked = options.parse_args()

torch.set_num_threads(2)
torch.manual_seed(0)
shape = SHAPES[asked.shape]
model = BertForSequenceClassification(
    BertConfig(
        vocab_size=VOCABULARY,
        hidden_size=shape["width"],
        num_hidden_layers=shape["layers"],
        num_attention_heads=12,
        intermediate_size=4 * shape["width"],
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        num_labels=2,
    )
)
if asked.lora is not None:
    from peft import LoraConfig, TaskType, get_peft_model

    adapters = LoraConfig(
        task_type=TaskType.SEQ_CLS,
        r=asked.lora,
        lora_alpha=2 * asked.lora,
        lora_dropout=0.0,
        target_modules=["query", "value"],
    )
    model = get_peft_model(model, adapters)
model.train()
trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
optimiser = torch.optim.AdamW(trained, lr=2e-5, weight_decay=0.01, fused=True)
run = torch.compile(model) if asked.mode == "compiled" else model
ids = torch.randint(1, VOCABULARY, (shape["batch"], TOKENS))
batch = {
    "input_ids": ids,
    "attention_mask": torch.ones_like(ids),
    "labels": torch.randint(0, 2, (shape["batch"],)),
}


def step():
    optimiser.zero_grad(set_to_none=True)
    with torch.autocast("cpu", torch.bfloat16, enabled=asked.bf16):
        loss = run(**batch).loss
    loss.backward()
    optimiser.step()
    return {"loss": loss.item()}


serve(
    step,
    {
        "shape": asked.shape,
        "mode": asked.mode,
        "parameters": sum(parameter.numel() for parameter in model.parameters()),
        "trained": sum(parameter.numel() for parameter in trained),
        "torch": torch.__version__,
        "threads": torch.get_num_threads(),
    },
    asked.steps,
)
