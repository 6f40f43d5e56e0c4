/** @file What a task of Label Studio must look like, and what is read of it. */
import { InvalidJsonStructureError } from "../errors.ts";
import { describeJson } from "../json-cells.ts";

/** What is read of a task. */
export interface LabelStudioTask {
  /** As text; `undefined` where the task has none. */
  readonly id: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
  /** The choices of the annotation that counts, by the name of the control they were made with. */
  readonly choices: ReadonlyMap<string, readonly string[]>;
  /** Annotations that were not cancelled. */
  readonly annotations: number;
  /** Whether the annotation that counts holds regions, ratings or other things beside choices. */
  readonly hasOtherResults: boolean;
}

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads one task. Of several annotations the first that is marked as ground truth counts, else the first; those that
 * were cancelled never do. @throws InvalidJsonStructureError with the path of what is wrong
 */
export function readTask(value: unknown, file: string, index: number): LabelStudioTask {
  const expect = expectations(file);
  const path = `[${index}]`;
  const task = expect.object(value, path);
  const data = expect.object(task["data"], `${path}.data`);
  const id = task["id"];
  if (id !== undefined && id !== null && typeof id !== "number" && typeof id !== "string")
    throw expect.wrong(`${path}.id`, "a number or a text", id);
  const annotations = (task["annotations"] === undefined ? [] : expect.list(task["annotations"], `${path}.annotations`))
    .map((annotation, at) => ({
      annotation: expect.object(annotation, `${path}.annotations[${at}]`),
      path: `${path}.annotations[${at}]`,
    }))
    .filter(({ annotation }) => annotation["was_cancelled"] !== true);
  const counting = annotations.find(({ annotation }) => annotation["ground_truth"] === true) ?? annotations[0];
  const choices = new Map<string, readonly string[]>();
  let hasOtherResults = false;
  if (counting !== undefined) {
    const results = expect.list(counting.annotation["result"], `${counting.path}.result`);
    for (const [at, item] of results.entries()) {
      const here = `${counting.path}.result[${at}]`;
      const result = expect.object(item, here);
      const value = result["value"];
      if (result["type"] !== "choices") {
        hasOtherResults = true;
        continue;
      }
      const control = expect.text(result["from_name"], `${here}.from_name`);
      const list = expect.list(expect.object(value, `${here}.value`)["choices"], `${here}.value.choices`);
      const names = list.map((name, place) => expect.text(name, `${here}.value.choices[${place}]`));
      choices.set(control, [...(choices.get(control) ?? []), ...names]);
    }
  }
  return {
    id: id === undefined || id === null ? undefined : String(id),
    data,
    choices,
    annotations: annotations.length,
    hasOtherResults,
  };
}

function expectations(file: string) {
  const wrong = (path: string, wanted: string, value: unknown) =>
    new InvalidJsonStructureError(
      file,
      path,
      value === undefined ? `is missing; it must be ${wanted}` : `must be ${wanted}, and is ${describeJson(value)}`,
    );
  return {
    wrong,
    object(value: unknown, path: string): JsonObject {
      if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(path, "an object", value);
      return value as JsonObject;
    },
    list(value: unknown, path: string): readonly unknown[] {
      if (!Array.isArray(value)) throw wrong(path, "a list", value);
      return value;
    },
    text(value: unknown, path: string): string {
      if (typeof value !== "string") throw wrong(path, "a text", value);
      return value;
    },
  };
}
