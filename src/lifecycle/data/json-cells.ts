/** @file The fields of a JSON object as the cells of a row. */
import { NestedValueError, type Place } from "./errors.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** A field as text in UTF-8; `undefined` where it is absent or null. @throws NestedValueError */
export function jsonCell(object: JsonObject, name: string, place: Place): Buffer | undefined {
  const found = fieldOf(object, name);
  return found === undefined ? undefined : Buffer.from(scalarText(found, { ...place, column: name }), "utf8");
}

/** The texts of a field that is a list; `undefined` where it is none. @throws NestedValueError for other items */
export function jsonList(object: JsonObject, name: string, place: Place): string[] | undefined {
  const found = fieldOf(object, name);
  if (!Array.isArray(found)) return undefined;
  return found.map((item: unknown) => scalarText(item, { ...place, column: name }, "a list with "));
}

/** What a JSON value is, in words. */
export function describeJson(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function fieldOf(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? (object[name] ?? undefined) : undefined;
}

function scalarText(value: unknown, place: Place, within = ""): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new NestedValueError(place, `${within}${describeJson(value)}`);
}
