/** @file Reading a `config.json` field by field. */
import { UnsupportedConfigError } from "./errors.ts";
import type { TransformerConfig } from "./transformer.config.ts";

/** A `config.json` with checks. Each throws `UnsupportedConfigError` naming the field. */
export interface ConfigFields {
  /** A positive integer; `otherwise` where it is absent or null. */
  count(name: string, otherwise?: number): number;
  /** A number of [0, 1); `otherwise` where it is absent or null. */
  fraction(name: string, otherwise: number): number;
  /** An id, or null. */
  id(name: string): number | null;
  /** The activation. */
  activation(name: string): TransformerConfig["activation"];
  /** Checks that a field is absent, null or one of these. */
  only(name: string, ...allowed: readonly unknown[]): void;
}

/** Names that `transformers` has for the same functions. */
const activations: Readonly<Record<string, TransformerConfig["activation"]>> = {
  gelu: "gelu",
  gelu_new: "gelu_new",
  gelu_pytorch_tanh: "gelu_new",
  relu: "relu",
};

/** Fields of a parsed `config.json`. */
export function configFields(architecture: string, config: Readonly<Record<string, unknown>>): ConfigFields {
  const refuse = (field: string, problem: string): never => {
    throw new UnsupportedConfigError(architecture, field, problem);
  };
  const given = (name: string) => (Object.hasOwn(config, name) ? config[name] : undefined) ?? undefined;
  return {
    count(name, otherwise) {
      const value = given(name) ?? otherwise;
      if (value === undefined) return refuse(name, "is missing");
      return Number.isInteger(value) && (value as number) > 0
        ? (value as number)
        : refuse(name, `must be a positive whole number, not ${JSON.stringify(value)}`);
    },
    fraction(name, otherwise) {
      const value = given(name) ?? otherwise;
      return typeof value === "number" && value >= 0 && value < 1
        ? value
        : refuse(name, `must be a number from 0 to below 1, not ${JSON.stringify(value)}`);
    },
    id(name) {
      const value = given(name) ?? null;
      return value === null || (Number.isInteger(value) && (value as number) >= 0)
        ? (value as number | null)
        : refuse(name, `must be a token's id, not ${JSON.stringify(value)}`);
    },
    activation(name) {
      const value = given(name) ?? "gelu";
      const known = Object.keys(activations).join(", ");
      return (
        (typeof value === "string" && Object.hasOwn(activations, value) ? activations[value] : undefined) ??
        refuse(name, `must be one of ${known}, not ${JSON.stringify(value)}`)
      );
    },
    only(name, ...allowed) {
      const value = given(name);
      if (value !== undefined && !allowed.includes(value))
        refuse(name, `is ${JSON.stringify(value)}; supported: ${allowed.map((one) => JSON.stringify(one)).join(", ")}`);
    },
  };
}
