import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createProgressView, duration } from "./progress-view.ts";

function view(terminal: boolean, quiet = false) {
  let nowMs = 0;
  let written = "";
  const shown = createProgressView({
    write: (text) => {
      written += text;
    },
    clock: { now: () => new Date(nowMs), monotonicMs: () => nowMs },
    terminal,
    quiet,
    width: () => 80,
  });
  return {
    ...shown,
    at: (ms: number) => {
      nowMs = ms;
    },
    taken: () => {
      const text = written;
      written = "";
      return text;
    },
  };
}

describe("progress", () => {
  test("a terminal gets a bar with rate and time left, redrawn at most ten times a second", () => {
    const { progress, at, taken } = view(true);
    progress({ task: "Training", done: 0, total: 1000, unit: "steps" });
    taken();
    at(50);
    progress({ task: "Training", done: 10, total: 1000, unit: "steps" });
    assert.equal(taken(), "");
    at(1000);
    progress({ task: "Training", done: 250, total: 1000, unit: "steps", metrics: { loss: 0.31234 } });
    const bar = taken();
    assert.ok(bar.startsWith("\r\u001b[2K"));
    assert.match(bar.slice(5), /^Training ━+─+ 25 % {2}250 of 1,000 steps {2}250 steps\/s {2}3\.0 s left/);
    assert.ok(bar.length < 80 + 6, "it stays on one line");
    at(4000);
    progress({ task: "Training", done: 1000, total: 1000, unit: "steps", finished: true, metrics: { loss: 0.25 } });
    assert.equal(taken(), "\r\u001b[2KTraining: 1,000 steps in 4.0 s, loss 0.2500\n");
  });

  test("elsewhere a line now and then, and none for what is quick", () => {
    const { progress, at, taken } = view(false);
    progress({ task: "Reading", done: 0, total: 60e6, unit: "bytes" });
    at(5000);
    progress({ task: "Reading", done: 20e6, total: 60e6, unit: "bytes" });
    assert.equal(taken(), "");
    at(10_000);
    progress({ task: "Reading", done: 30e6, total: 60e6, unit: "bytes" });
    assert.equal(taken(), "Reading: 50 %, 30.0 of 60.0 MB, 3.0 MB/s, 10 s left\n");
    at(20_000);
    progress({ task: "Reading", done: 60e6, total: 60e6, unit: "bytes", finished: true });
    assert.equal(taken(), "Reading: 60.0 MB in 20 s\n");
    progress({ task: "Blink", done: 0, unit: "rows" });
    progress({ task: "Blink", done: 3, unit: "rows", finished: true });
    assert.equal(taken(), "");
  });

  test("work that begins anew under the same name gets a rate of its own", () => {
    const { progress, at, taken } = view(true);
    progress({ task: "Encoding", done: 0, total: 1000, unit: "texts" });
    at(10_000);
    progress({ task: "Encoding", done: 1000, total: 1000, unit: "texts" });
    at(20_000);
    progress({ task: "Encoding", done: 0, total: 100, unit: "texts" });
    taken();
    at(21_000);
    progress({ task: "Encoding", done: 50, total: 100, unit: "texts" });
    assert.match(taken(), / 50 texts\/s {2}1\.0 s left$/);
  });

  test("a line clears the bar first, and quiet shows no progress", () => {
    const loud = view(true);
    loud.progress({ task: "Training", done: 1, unit: "steps" });
    loud.taken();
    loud.line("note: hello");
    assert.equal(loud.taken(), "\r\u001b[2Knote: hello\n");
    const still = view(true, true);
    still.progress({ task: "Training", done: 1, unit: "steps" });
    assert.equal(still.taken(), "");
  });

  test("durations", () => {
    assert.deepEqual([430, 12_400, 200_000, 3_900_000].map(duration), ["0.4 s", "12 s", "3 min 20 s", "1 h 5 min"]);
  });
});
