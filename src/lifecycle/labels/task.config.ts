/** @file What a model is asked for about a text. */
import { z } from "zod";

/** `text-classification`: the one label of a text. `multi-label-text-classification`: all of its labels, maybe none. */
export const taskConfig = z.enum(["text-classification", "multi-label-text-classification"]);

export type Task = z.output<typeof taskConfig>;
