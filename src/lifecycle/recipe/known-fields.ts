/** @file What the recipe's schema allows at a place, for messages that name the nearest known field. */
import { z } from "zod";

/** The fields, or the values of `type`, that a schema knows at `path`; `value` chooses among variants. */
export function knownFields(schema: z.ZodType, path: readonly PropertyKey[], value: unknown): readonly string[] {
  const found = schemaAt(schema, path, value);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

/** The values of `type` that choose a variant at `path`. */
export function knownTypes(schema: z.ZodType, path: readonly PropertyKey[], value: unknown): readonly string[] {
  let current: unknown = schema;
  let inside = value;
  for (const part of path) {
    current = variantOf(unwrap(current), inside);
    current = current instanceof z.ZodObject ? current.shape[String(part)] : undefined;
    inside = (inside as Record<PropertyKey, unknown> | undefined)?.[part];
  }
  const union = unwrap(current);
  if (!(union instanceof z.ZodDiscriminatedUnion)) return [];
  return union.options.flatMap((option) => (option instanceof z.ZodObject ? typesOf(option) : []));
}

function schemaAt(schema: z.ZodType, path: readonly PropertyKey[], value: unknown): unknown {
  let current = variantOf(unwrap(schema), value);
  let inside = value;
  for (const part of path) {
    inside = (inside as Record<PropertyKey, unknown> | null | undefined)?.[part];
    const next =
      current instanceof z.ZodObject
        ? current.shape[String(part)]
        : current instanceof z.ZodArray
          ? current.element
          : undefined;
    current = variantOf(unwrap(next), inside);
  }
  return current;
}

function variantOf(schema: unknown, value: unknown): unknown {
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return schema;
  const type = (value as { type?: unknown } | null | undefined)?.type;
  return schema.options.find((option) => option instanceof z.ZodObject && typesOf(option).includes(String(type)));
}

function typesOf(option: z.ZodObject): readonly string[] {
  const type: unknown = option.shape["type"];
  return type instanceof z.ZodLiteral ? [...type.values].map(String) : [];
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
