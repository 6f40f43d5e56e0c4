/** @file The field that names normalisers. */
import { z } from "zod";
import { normaliserConfig } from "../lifecycle/text/normalise/normaliser.config.ts";

const names = normaliserConfig.options.map(({ shape }) => shape.type.value.replace(/\/v\d+$/, ""));

/** Normalisers by name, in order, with their default settings. */
export const normaliseField = z
  .string()
  .describe(`Normalisers in the order they are applied, with commas between: ${names.join(", ")}.`);
