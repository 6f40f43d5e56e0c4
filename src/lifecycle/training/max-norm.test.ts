import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { constrainNorms } from "./max-norm.ts";
import type { MinibatchConfig } from "./minibatch.config.ts";
import { trainByMinibatches } from "./minibatch.ts";
import { tokenTask } from "./token-task.sample.ts";

/** The norm of the weights into each output. */
const normsOf = (weight: Float32Array, outputs: number) =>
  Array.from({ length: outputs }, (_, output) => Math.hypot(...weight.filter((__, at) => at % outputs === output)));

describe("a limit on the norms of the last layer's weights", () => {
  test("scales down what is longer, and leaves alone what is not", () => {
    const weight = Float32Array.of(3, 0.3, 4, 0.4); // columns (3, 4) and (0.3, 0.4)
    constrainNorms({ maxNorm: 2.5 }, weight, 2);
    assert.deepEqual([...weight], [1.5, Math.fround(0.3), 2, Math.fround(0.4)]);
    const same = weight.slice();
    constrainNorms({}, weight, 2);
    assert.deepEqual(weight, same);
  });

  test("holds after training, and one that is never reached changes no bit", async () => {
    const weightsWith = async (training: Partial<MinibatchConfig>) => {
      const model = { type: "text-cnn/v1" as const, width: 8, filterSizes: [2, 3], filters: 16, dropout: 0.5 };
      const task = tokenTask({ labels: 3, model, training });
      return (await trainByMinibatches({ ...task, training: task.training as MinibatchConfig }, {})).weights;
    };
    const [free, limited, unreached] = await Promise.all([{}, { maxNorm: 0.5 }, { maxNorm: 1e6 }].map(weightsWith));
    assert.deepEqual(unreached, free);
    const longest = (weights: typeof free) => Math.max(...normsOf(weights!["dense.weight"] as Float32Array, 3));
    assert.ok(longest(free) > 0.6, `${longest(free)}`);
    assert.ok(longest(limited) <= 0.5 + 1e-6, `${longest(limited)}`);
  });
});
