/**
 * @file Loads exported folders with transformers.js and answers for texts: `node exported-model-peer.mjs MODULE TASK`.
 * Reads {"folders": [...], "texts": [...]} from TASK and prints one JSON object a folder, with `labels`, token `ids` and
 * `logits`.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [, , module, task] = process.argv;
const { AutoModelForSequenceClassification, AutoTokenizer, env } = await import(pathToFileURL(module).href);
const { folders, texts } = JSON.parse(readFileSync(task, "utf8"));
env.allowRemoteModels = false;
for (const folder of folders) {
  env.localModelPath = path.dirname(folder);
  const name = path.basename(folder);
  const tokenizer = await AutoTokenizer.from_pretrained(name);
  const model = await AutoModelForSequenceClassification.from_pretrained(name, { dtype: "fp32" });
  const { input_ids } = await tokenizer(texts, { truncation: true, padding: false, return_tensor: false });
  const { logits } = await model(await tokenizer(texts, { truncation: true, padding: true }));
  const labels = Object.values(model.config.id2label);
  console.log(JSON.stringify({ labels, ids: input_ids, together: logits.tolist() }));
}
