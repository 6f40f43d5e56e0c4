/** @file How a model's scores become probabilities. */
import type { Link } from "../calibration/index.ts";
import { hasLabelSets, type Task } from "../labels/index.ts";
import { architectures } from "./catalog.ts";
import type { ModelConfig } from "./model.config.ts";

/** For so many labels and a task, `text-classification` unless told. */
export function linkOf(config: ModelConfig, labels: number, task?: Task): Link {
  if (hasLabelSets(task)) return "label-sets";
  return labels === 2 ? "binary" : (architectures.get(config.type).link ?? "softmax");
}
