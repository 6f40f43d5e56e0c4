import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { z } from "zod";
import { api, type Declaration } from "./index.ts";

const declarations = Object.entries(api) as unknown as [string, Declaration][];

describe("declarations", () => {
  test("no two have the same command", () => {
    const commands = declarations.map(([, { command }]) => command.join(" "));
    assert.equal(new Set(commands).size, commands.length);
  });

  for (const [name, declaration] of declarations)
    describe(name, () => {
      test("lists at least one face, a summary and examples of its own command", () => {
        assert.ok(declaration.faces.length > 0);
        assert.equal(new Set(declaration.faces).size, declaration.faces.length);
        assert.match(declaration.summary, /^[A-Z].*\.$/);
        for (const example of declaration.examples)
          assert.ok(example.includes(`lexops ${declaration.command.join(" ")}`));
      });

      test("describes every field", () => {
        for (const [field, schema] of Object.entries(declaration.input.shape))
          assert.match(
            describedAs(schema as z.ZodType),
            /\.$/,
            `${field} needs a description that ends with a full stop`,
          );
      });

      test("has its positional fields and placeholders among its fields", () => {
        const fields = Object.keys(declaration.input.shape);
        for (const field of [...declaration.positionals, ...Object.keys(declaration.placeholders)])
          assert.ok(fields.includes(field), field);
      });

      test("refuses fields it does not know", () => {
        assert.equal(declaration.input.safeParse({ nobodyKnowsThis: 1 }).success, false);
      });
    });

  test("a field that several actions have has the same kind in all of them", () => {
    const kinds = new Map<string, string>();
    for (const [name, { input }] of declarations)
      for (const [field, schema] of Object.entries(input.shape)) {
        const kind = innermost(schema as z.ZodType).def.type;
        assert.equal(kinds.get(field) ?? kind, kind, `${field} of ${name}`);
        kinds.set(field, kind);
      }
  });
});

function innermost(schema: z.ZodType): z.ZodType {
  const inner = (schema as { unwrap?: () => z.ZodType }).unwrap;
  return schema.def.type === "optional" || schema.def.type === "default" ? innermost(inner!.call(schema)) : schema;
}

function describedAs(schema: z.ZodType): string {
  if (schema.description !== undefined) return schema.description;
  const inner = (schema as { unwrap?: () => z.ZodType }).unwrap;
  return schema.def.type === "optional" || schema.def.type === "default" ? describedAs(inner!.call(schema)) : "";
}
