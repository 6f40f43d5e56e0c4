/** @file Tasks for the pool's own test. */
import { createCatalog } from "./catalog.ts";
import { serveTasks, Transfer } from "./worker-tasks.ts";

serveTasks({
  double: (value: number) => value * 2,
  makeBytes(length: number) {
    const bytes = Uint8Array.from({ length }, (_, index) => index);
    return new Transfer(bytes, [bytes.buffer]);
  },
  count(total: number, { progress }) {
    for (let done = 1; done <= total; done++) progress({ task: "Counting", done, total, unit: "steps" });
  },
  failClearly: () => createCatalog("fruit", { apple: 1 }).get("aple"),
  spinUntilCancelled(_: null, { progress, throwIfCancelled }) {
    progress({ task: "Spinning", done: 0, unit: "turns" });
    for (;;) throwIfCancelled();
  },
  ignoreCancellation(_: null, { progress }) {
    progress({ task: "Spinning", done: 0, unit: "turns" });
    for (;;) Math.random();
  },
  die: () => process.exit(3),
});
