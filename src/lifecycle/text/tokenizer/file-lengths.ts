/** @file What a tokenizer's file says about the lengths of its encodings: where long ones are cut and short ones filled up. */
import { z } from "zod";
import { readFields } from "./parts.ts";

/** How long encodings are cut. */
export interface FileTruncation {
  readonly maxLength: number;
  readonly truncation: "head" | "tail";
  /** Which text of a pair is cut. */
  readonly pairs: "LongestFirst" | "OnlyFirst" | "OnlySecond";
}

/** How short encodings are filled up. */
export interface FilePadding {
  /** All to one length, or to the longest of a batch. */
  readonly length: number | "longest";
  readonly side: "left" | "right";
  readonly multipleOf: number;
  readonly id: number;
  readonly typeId: number;
}

/** The side where something is taken off or put on. */
const direction = z.enum(["Left", "Right"]).default("Right");
const truncationFields = z
  .looseObject({
    max_length: z.int().min(1),
    strategy: z.enum(["LongestFirst", "OnlyFirst", "OnlySecond"]).default("LongestFirst"),
    direction,
  })
  .nullish();
const paddingFields = z
  .looseObject({
    strategy: z.union([z.literal("BatchLongest"), z.strictObject({ Fixed: z.int().min(1) })]),
    direction,
    pad_to_multiple_of: z.int().min(0).nullish(),
    pad_id: z.int().min(0),
    pad_type_id: z.int().min(0).default(0),
  })
  .nullish();

/** Reads `truncation`. @throws InvalidTokenizerError */
export function readTruncation(value: unknown): FileTruncation | null {
  const fields = readFields(truncationFields, value, "truncation");
  if (fields == null) return null;
  const { max_length: maxLength, strategy: pairs } = fields;
  return { maxLength, pairs, truncation: fields.direction === "Right" ? "head" : "tail" };
}

/** Reads `padding`. @throws InvalidTokenizerError */
export function readPadding(value: unknown): FilePadding | null {
  const fields = readFields(paddingFields, value, "padding");
  if (fields == null) return null;
  const { strategy, pad_to_multiple_of, pad_id, pad_type_id } = fields;
  return {
    length: strategy === "BatchLongest" ? "longest" : strategy.Fixed,
    side: fields.direction === "Right" ? "right" : "left",
    multipleOf: pad_to_multiple_of || 1,
    id: pad_id,
    typeId: pad_type_id,
  };
}
