/** @file What the worker threads of this folder can do. */
import { Transfer } from "../../foundation/index.ts";
import { countTexts } from "./count-texts.ts";
import { buffersOf } from "./counted-tree.ts";
import { countKept, encodeCounted } from "./encode-counted.ts";
import { encodeTexts } from "./encode-texts.ts";
import { makeIds, nameBuckets, numberTokens } from "./learn-ngram-ids.ts";

/** The tasks by name. */
export const textTasks = {
  /** The tree moves to the caller, who can then give its memory back. */
  countTexts(...[job, context]: Parameters<typeof countTexts>) {
    const part = countTexts(job, context);
    return new Transfer(part, buffersOf(part.tree));
  },
  countKept,
  encodeCounted,
  encodeTexts,
  numberTokens,
  makeIds,
  nameBuckets,
};

/** The name of a task. */
export type TextTaskName = keyof typeof textTasks;
