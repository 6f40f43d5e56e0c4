/** @file What a renderer is. */
import type { z } from "zod";
import type { ActionName, api } from "../../api/index.ts";

/** Where an answer is shown. */
export interface View {
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
}

/** Turns an action's answer, or one item of it, into text. */
export type Renderer<Name extends ActionName> = (answer: z.input<(typeof api)[Name]["output"]>, view: View) => string;
