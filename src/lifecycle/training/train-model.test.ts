import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { createSession } from "../../numeric/runtime/index.ts";
import { labelSets } from "../labels/index.ts";
import { type LabelledTexts, type TrainingTask, trainModel } from "./index.ts";
import { tokenTask, withLabelSets } from "./token-task.sample.ts";
import { trainingConfig } from "./training.config.ts";

/** Rows of a sparse matrix whose first columns tell the label. */
function sparseRows(rows: number, labels: number, seed: string): LabelledTexts {
  const random = createRandom(seed);
  const labelIds = Int32Array.from({ length: rows }, () => random.integer(labels));
  const offsets = new Float64Array(new SharedArrayBuffer((rows + 1) * 8));
  const indices = new Int32Array(new SharedArrayBuffer(rows * 8));
  const values = new Float32Array(new SharedArrayBuffer(rows * 8));
  for (let row = 0; row < rows; row++) {
    indices.set(
      [random.integer(4) === 0 ? random.integer(labels) : labelIds[row]!, labels + random.integer(6)],
      row * 2,
    );
    values.set([1, random.float()], row * 2);
    offsets[row + 1] = row * 2 + 2;
  }
  return { encoded: { kind: "rows", rows: { rows, columns: labels + 6, offsets, indices, values } }, labelIds };
}

function linearTask(labels: number, training: Readonly<Record<string, unknown>> = {}): TrainingTask {
  return {
    model: { type: "logistic-regression/v1" },
    training: trainingConfig.parse({ type: "convex/v1", ...training }),
    labels: Array.from({ length: labels }, (_, label) => `label ${label}`),
    features: labels + 6,
    train: sparseRows(200, labels, "train"),
    validation: sparseRows(100, labels, "validation"),
    seed: 1,
    threads: 2,
  };
}

/** Models of counts with the training that each takes. */
const countingModels = [
  ["naive-bayes/v1", { type: "counting/v1" }],
  ["nb-logistic-regression/v1", { type: "log-count-ratio/v1", c: 10 }],
  ["linear-svm/v1", { type: "dual-coordinate/v1" }],
] as const;
const byExamples = ["logistic-regression/v1", { type: "ftrl-proximal/v1", c: 100 }] as const;

function onlineTask(labels: number, training: Readonly<Record<string, unknown>>): TrainingTask {
  const task = tokenTask({ model: { type: "fast-text/v1", width: 6 }, labels });
  const settings = { type: "online/v1", epochs: 20, learningRate: 0.5, ...training };
  return { ...task, training: trainingConfig.parse(settings) };
}

describe("trainModel", () => {
  test("majority answers with the shares of labels", async () => {
    const labelIds = Int32Array.from([0, 1, 1, 2, 1, 0, 1, 1]);
    const { onnx, history } = await trainModel({
      model: { type: "majority/v1" },
      training: { type: "none/v1" },
      labels: ["a", "b", "c"],
      features: 0,
      train: { encoded: { kind: "none", length: 8 }, labelIds },
      validation: null,
      seed: 0,
      threads: 1,
    });
    const session = await createSession(onnx);
    const { probabilities } = await session.run({
      batch: { type: "int64", shape: [2], data: new BigInt64Array(2) },
    });
    await session.release();
    const expected = [0.25, 0.625, 0.125];
    for (const [at, value] of [...expected, ...expected].entries())
      assert.ok(Math.abs((probabilities!.data[at] as number) - value) < 1e-7);
    assert.deepEqual(history, { epochs: [], bestEpoch: 0, stoppedEarly: false });
  });

  for (const labels of [2, 4])
    test(`logistic regression learns ${labels} labels, twice with the same bits`, async () => {
      const [first, second] = [await trainModel(linearTask(labels)), await trainModel(linearTask(labels))];
      assert.deepEqual(first, second);
      assert.deepEqual(first.weights["dense.weight"]!.shape, [labels + 6, labels === 2 ? 1 : labels]);
      assert.ok(first.history.epochs.at(-1)!.metrics["validation-accuracy"]! > 0.7);
    });

  for (const type of ["embedding-max-pool/v1", "embedding-mean-pool/v1"] as const)
    for (const labels of [2, 4])
      test(`${type} learns ${labels} labels, twice with the same bits`, async () => {
        const task = tokenTask({ model: { type, width: 16, dropout: 0.1 }, labels, training: { epochs: 5 } });
        const [first, second] = [await trainModel(task), await trainModel(task)];
        assert.deepEqual(first, second);
        const best = first.history.epochs[first.history.bestEpoch - 1]!.metrics;
        assert.ok(best["validation-accuracy"]! > 0.75, `validation accuracy ${best["validation-accuracy"]}`);
        assert.notDeepEqual((await trainModel({ ...task, seed: 8 })).weights, first.weights);
      });

  for (const [type, training] of [...countingModels, byExamples])
    for (const labels of [2, 4])
      test(`${type} by ${training.type} learns ${labels} labels, with the same bits for any number of threads`, async () => {
        const task = { ...linearTask(labels), model: { type }, training: trainingConfig.parse(training) };
        const first = await trainModel(task);
        assert.ok(first.history.epochs.at(-1)!.metrics["validation-accuracy"]! > 0.7);
        if (labels > 2) assert.deepEqual(await trainModel({ ...task, threads: 3 }), first);
        const weighted = await trainModel({
          ...task,
          training: trainingConfig.parse({ ...training, classWeights: { "label 0": 50 } }),
        });
        assert.notDeepEqual(weighted.weights, first.weights);
      });

  const setModels = [
    ["logistic-regression/v1", { type: "convex/v1" }],
    byExamples,
    ...countingModels,
    ["naive-bayes/v1", { type: "counting/v1", variant: "complement", norm: true, classWeights: "balanced" }],
  ] as const;
  for (const [type, training] of setModels)
    test(`${type} by ${training.type}: where texts may have several labels, each is learnt for itself`, async () => {
      const labels = 3;
      const one = { ...linearTask(labels), model: { type }, training: trainingConfig.parse(training) };
      const task: TrainingTask = {
        ...one,
        task: "multi-label-text-classification",
        labels: [...one.labels, "never given"],
        train: withLabelSets(one.train, labels),
        validation: withLabelSets(one.validation!, labels),
      };
      const { onnx, weights, history } = await trainModel(task);
      assert.deepEqual(await trainModel({ ...task, threads: 3 }), { onnx, weights, history });
      assert.deepEqual(weights["dense.weight"]!.shape, [labels + 6, 4]);
      assert.ok(history.epochs.at(-1)!.metrics["validation-f1-micro"]! > 0.6);
      const session = await createSession(onnx);
      const { logits, probabilities } = await session.run({
        indices: { type: "int64", shape: [1], data: BigInt64Array.of(0n) },
        values: { type: "float32", shape: [1], data: Float32Array.of(1) },
        offsets: { type: "int64", shape: [2], data: BigInt64Array.of(0n, 1n) },
      });
      await session.release();
      for (const [label, logit] of logits!.data.entries() as ArrayIterator<[number, number]>)
        assert.ok(Math.abs((probabilities!.data[label] as number) - 1 / (1 + Math.exp(-logit))) < 1e-6);
      assert.ok((probabilities!.data[3] as number) < (training.type === "ftrl-proximal/v1" ? 0.1 : 1e-30));
    });

  test("majority answers with each label's share where texts may have several", async () => {
    const sets = labelSets([[0, 1], [0], [], [0]]);
    const { weights } = await trainModel({
      model: { type: "majority/v1" },
      task: "multi-label-text-classification",
      training: { type: "none/v1" },
      labels: ["a", "b", "c"],
      features: 0,
      train: { encoded: { kind: "none", length: 4 }, labelIds: new Int32Array(4), labelSets: sets },
      validation: null,
      seed: 0,
      threads: 1,
    });
    assert.deepEqual(
      [...(weights["log-priors"]!.data as Float32Array)],
      [Math.log(3), -Math.log(3), -87].map(Math.fround),
    );
  });

  for (const [labels, loss] of [
    [2, "softmax"],
    [4, "one-vs-all"],
  ] as const)
    test(`fast-text learns ${labels} labels by ${loss}: twice the same bits in one thread, as well in two`, async () => {
      const task = onlineTask(labels, { loss, deterministic: true });
      const first = await trainModel(task);
      assert.deepEqual(await trainModel(task), first);
      assert.deepEqual(
        await trainModel({ ...task, training: onlineTask(labels, { loss }).training, threads: 1 }),
        first,
      );
      assert.notDeepEqual((await trainModel({ ...task, seed: 8 })).weights, first.weights);
      const inTwo = await trainModel(onlineTask(labels, { loss }));
      for (const { history } of [first, inTwo]) {
        assert.equal(history.epochs.length, 20);
        assert.ok(history.epochs.at(-1)!.metrics["loss"]! < history.epochs[0]!.metrics["loss"]!);
        assert.ok(history.epochs.at(-1)!.metrics["validation-accuracy"]! > 0.75);
      }
    });

  test("fast-text's class weights can silence a label", async () => {
    const [equal, silenced] = [
      await trainModel(onlineTask(2, { deterministic: true })),
      await trainModel(onlineTask(2, { deterministic: true, classWeights: { "label 0": 1e-6 } })),
    ].map(({ history }) => history.epochs.at(-1)!.metrics["validation-accuracy"]!);
    assert.ok(equal! > 0.75 && silenced! < 0.65, `${equal}, ${silenced}`);
  });

  test("fast-text learns each label for itself where texts may have several", async () => {
    const task = tokenTask({ model: { type: "fast-text/v1", width: 6 }, labels: 3, several: true });
    const training = trainingConfig.parse({ type: "online/v1", epochs: 20, learningRate: 0.5, deterministic: true });
    const { history, weights } = await trainModel({ ...task, training });
    assert.deepEqual(weights["dense.weight"]!.shape, [6, 3]);
    assert.ok(history.epochs.at(-1)!.metrics["validation-f1-micro"]! > 0.5);
    const classWeights = { "label 0": 3 };
    const heavy = await trainModel({ ...task, training: trainingConfig.parse({ ...training, classWeights }) });
    assert.notDeepEqual(heavy.weights, weights);
  });

  test("fast-text's embedding starts with vectors where there are some", async () => {
    const task = onlineTask(2, { deterministic: true, epochs: 1, learningRate: 1e-12 });
    const vectors = Float32Array.from({ length: task.features * 6 }, (_, at) => at / 100);
    const isFound = Uint8Array.from({ length: task.features }, (_, id) => id % 2);
    const { weights } = await trainModel({ ...task, startingVectors: { vectors, isFound } });
    const embedding = weights["embedding.weight"]!.data as Float32Array;
    for (let at = 6; at < embedding.length; at++)
      if (isFound[Math.floor(at / 6)] === 1) assert.ok(Math.abs(embedding[at]! - vectors[at]!) < 1e-6);
      else assert.ok(Math.abs(embedding[at]!) <= 1 / 6);
  });

  test("a learning rate that is far too high is told", async () => {
    await assert.rejects(trainModel(onlineTask(2, { learningRate: 1e30 })), { code: "training/diverged" });
  });

  test("the best epoch's weights are kept, and patience ends the training", async () => {
    const training = {
      epochs: 60,
      optimiser: { type: "adam/v1", learningRate: 0.05 },
      earlyStopping: { patience: 2, minDelta: 0 },
    };
    const { history, onnx } = await trainModel(tokenTask({ training }));
    const losses = history.epochs.map(({ metrics }) => metrics["validation-loss"]!);
    assert.ok(history.stoppedEarly);
    assert.equal(history.bestEpoch, losses.indexOf(Math.min(...losses)) + 1);
    assert.equal(history.epochs.length, history.bestEpoch + 2);
    const upToBest = await trainModel(tokenTask({ training: { ...training, epochs: history.bestEpoch } }));
    assert.deepEqual(upToBest.onnx, onnx);
  });

  test("any figure of the catalogue can choose; unknown ones are named", async () => {
    const byBrier = { epochs: 4, checkpointMetric: { name: "validation-brier", direction: "lower" } };
    const { history } = await trainModel(tokenTask({ training: byBrier }));
    const scores = history.epochs.map(({ metrics }) => metrics["validation-brier"]!);
    assert.equal(history.bestEpoch, scores.indexOf(Math.min(...scores)) + 1);
    const misspelt = { checkpointMetric: { name: "validation-acuracy", direction: "higher" } };
    await assert.rejects(trainModel(tokenTask({ training: misspelt })), {
      code: "training/unknown-metric",
      remedy: /Did you mean "validation-accuracy"\?/,
    });
  });

  test("without a validation set the last epoch's weights are kept", async () => {
    const { history } = await trainModel(tokenTask({ validation: false }));
    assert.equal(history.bestEpoch, 3);
    assert.deepEqual(Object.keys(history.epochs[0]!.metrics), ["loss", "learning-rate"]);
  });

  test("class weights by name move the answers", async () => {
    const share = async (classWeights: unknown) => {
      const task = tokenTask({ texts: 100, training: { epochs: 2, classWeights } });
      const bias = (await trainModel(task)).weights["dense.bias"]!.data[0] as number;
      return bias;
    };
    assert.ok((await share({ "label 1": 20 })) > (await share(null)));
    await assert.rejects(share({ "lable 1": 2 }), {
      code: "training/unknown-label-weight",
      remedy: /Did you mean "label 1"\?/,
    });
  });

  test("what does not fit together is refused", async () => {
    const task = tokenTask();
    await assert.rejects(trainModel({ ...task, training: { type: "none/v1" } }), {
      code: "training/wrong-training",
      remedy: 'Set training.type to "minibatch/v1".',
    });
    await assert.rejects(trainModel({ ...linearTask(2), train: task.train }), { code: "model/wrong-encoding" });
    await assert.rejects(trainModel({ ...task, labels: ["only"] }), { code: "training/too-little-data" });
    await assert.rejects(trainModel(tokenTask({ texts: 0 })), { code: "training/too-little-data" });
  });

  test("a loss that explodes says when, at which rate, and what to try", async () => {
    const training = { epochs: 50, optimiser: { type: "sgd/v1", learningRate: 1e6 } };
    await assert.rejects(trainModel(tokenTask({ training })), {
      code: "training/diverged",
      message: /the loss was \S+ at step \d+ \(epoch \d+\), with a learning rate of 1000000\.$/,
      remedy: /Try a learning rate of 100000,/,
    });
  });

  test("progress tells loss, rate and what is left; the caller's thread stays free; cancelling ends it soon", async () => {
    const controller = new AbortController();
    const task = tokenTask({ texts: 5000, training: { epochs: 10_000, batchSize: 4 } });
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 1);
    let events = 0;
    const training = trainModel(task, {
      signal: controller.signal,
      progress({ done, total, unit, metrics }) {
        assert.equal(unit, "steps");
        assert.equal(total, 12_500_000);
        assert.ok(done < total && metrics!["loss"]! > 0 && metrics!["learning-rate"] === 0.01);
        if (++events === 5) controller.abort();
      },
    });
    await assert.rejects(training, { code: "foundation/cancelled" });
    clearInterval(ticking);
    assert.ok(ticks > 20, `the caller's thread came to life only ${ticks} times`);
  });
});
