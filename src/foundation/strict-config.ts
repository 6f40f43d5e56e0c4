/** @file Configuration is parsed once, strictly, at the boundary; a wrong value is named by its path. */
// Types only: worker threads import this folder, and loading zod would take half of the time they need to start.
import type { z } from "zod";
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
    current = shapeOf(current)?.[String(part)];
  }
  return Object.keys(shapeOf(unwrap(current)) ?? {});
}

const wrappers: ReadonlySet<string | undefined> = new Set(["default", "optional", "nullable", "prefault"]);

function unwrap(schema: unknown): unknown {
  while (wrappers.has(typeOf(schema))) schema = (schema as z.ZodOptional).unwrap();
  return schema;
}

/** The fields of an object schema. */
function shapeOf(schema: unknown): z.core.$ZodShape | undefined {
  return typeOf(schema) === "object" ? (schema as z.ZodObject).shape : undefined;
}

function typeOf(schema: unknown): string | undefined {
  return (schema as z.ZodType | undefined)?.def.type;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
