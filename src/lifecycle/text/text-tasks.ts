/** @file What the worker threads of this folder can do. */
import { countTexts, sortLevel } from "./count-texts.ts";
import { countKept, encodeCounted } from "./encode-counted.ts";
import { encodeTexts } from "./encode-texts.ts";

/** The tasks by name. */
export const textTasks = { countTexts, sortLevel, countKept, encodeCounted, encodeTexts };

/** The name of a task. */
export type TextTaskName = keyof typeof textTasks;
