/** @file Configuration is parsed once, strictly, at the boundary; a wrong value is named by its path. */
import { z } from "zod";
import { LexopsError } from "./errors.ts";
import { nearest } from "./nearest.ts";

/** A document or request that does not fit its schema. */
export class InvalidConfigError extends LexopsError {
  readonly code = "foundation/invalid-config";
  readonly kind = "invalid-input";
  /** Every fault: where (`training.epochs`) and what. */
  readonly faults: readonly ConfigFault[];
  constructor(document: string, faults: readonly ConfigFault[]) {
    const listed = faults.slice(0, 5).map(({ path, problem }) => (path === "" ? problem : `${path}: ${problem}`));
    const more = faults.length > 5 ? ` (and ${faults.length - 5} more)` : "";
    super(
      `${document} is not valid: ${listed.join("; ")}${more}.`,
      faults.find((fault) => fault.remedy)?.remedy ?? "Correct the named fields and try again.",
    );
    this.faults = faults;
  }
}

/** One wrong field. */
export interface ConfigFault {
  readonly path: string;
  readonly problem: string;
  readonly remedy?: string;
}

/** Parses `value` with `schema`; `document` names it in messages, for example `recipe.yaml`. */
export function parseConfig<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  document: string,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new InvalidConfigError(
    document,
    result.error.issues.flatMap((issue) => faultsOf(schema, issue)),
  );
}

function faultsOf(schema: z.ZodType, issue: z.core.$ZodIssue): ConfigFault[] {
  const path = issue.path.map(String).join(".");
  if (issue.code !== "unrecognized_keys") return [{ path, problem: lowerFirst(issue.message) }];
  const known = knownKeys(schema, issue.path);
  return issue.keys.map((key) => {
    const meant = nearest(key, known);
    return {
      path,
      problem: `unknown field "${key}"`,
      remedy: meant === undefined ? `Known fields: ${known.join(", ")}.` : `Did you mean "${meant}"?`,
    };
  });
}

/** The fields of the object schema that a path leads to; empty where the schema is a union or not an object. */
function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let current: unknown = schema;
  for (const part of path) {
    current = unwrap(current);
    current = current instanceof z.ZodObject ? current.shape[String(part)] : undefined;
  }
  current = unwrap(current);
  return current instanceof z.ZodObject ? Object.keys(current.shape) : [];
}

function unwrap(schema: unknown): unknown {
  while (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodPrefault
  )
    schema = schema.unwrap();
  return schema;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
