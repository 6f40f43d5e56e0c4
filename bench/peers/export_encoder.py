"""A Hugging Face encoder as PyTorch exports it to ONNX, for transformers.js: `export_encoder.py FOLDER OUTPUT`.

OUTPUT gets onnx/model.onnx (input_ids, attention_mask, token_type_ids → last_hidden_state) and the files beside it.
"""

import shutil
import sys
from pathlib import Path

import torch
from transformers import AutoModel

folder, output = Path(sys.argv[1]), Path(sys.argv[2])
(output / "onnx").mkdir(parents=True, exist_ok=True)
for name in ("config.json", "tokenizer.json", "tokenizer_config.json"):
    shutil.copy(folder / name, output / name)
model = AutoModel.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()


class Encoder(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask, token_type_ids):
        given = {"input_ids": input_ids, "attention_mask": attention_mask, "token_type_ids": token_type_ids}
        return self.model(**given).last_hidden_state


names = ["input_ids", "attention_mask", "token_type_ids"]
example = (torch.randint(5, 100, (2, 8)), torch.ones(2, 8, dtype=torch.long), torch.zeros(2, 8, dtype=torch.long))
torch.onnx.export(
    Encoder(),
    example,
    str(output / "onnx" / "model.onnx"),
    input_names=names,
    output_names=["last_hidden_state"],
    dynamic_axes={name: {0: "batch", 1: "tokens"} for name in [*names, "last_hidden_state"]},
    opset_version=17,
    dynamo=False,
)
