/** @file Reads annotated tasks of Label Studio: a row each, with the task's id, its data, and the choices that were made. */
import type { DataRow, RowsContext, TableFacts, TextHead } from "../data-row.ts";
import { InvalidJsonStructureError, NestedValueError } from "../errors.ts";
import { jsonCell, jsonList } from "../json-cells.ts";
import { takeArrayItems } from "./json-array-items.ts";
import { type LabelStudioTask, readTask } from "./label-studio-task.ts";

/** Tasks whose fields decide the columns. */
const EXAMINED_TASKS = 1000;

/** Where a column's value is found. */
type Source = { readonly from: "id" } | { readonly from: "data" | "choices"; readonly name: string };

/**
 * Columns: `id` where tasks have one, the fields of `data`, and one for each control that choices were made with; `data.` or `annotation.`
 * stands before a name that is taken. @throws InvalidJsonStructureError with the path of what is wrong
 */
export async function labelStudioRows(
  { head, whole, facts }: TextHead,
  chunks: AsyncIterable<Buffer>,
  { file, gzip, sizeBytes, options, consumer, counts }: RowsContext,
): Promise<{ table: TableFacts; rows: number }> {
  const first = await firstTasks(head, whole, file);
  const columns: string[] = [];
  const sources: Source[] = [];
  let hasIds = false;
  const known = { data: new Set<string>(), choices: new Set<string>() };

  function addColumns({ id, data, choices }: LabelStudioTask, from: "data" | "choices"): void {
    if (id !== undefined && !hasIds) {
      hasIds = true;
      columns.push("id");
      sources.push({ from: "id" });
    }
    for (const name of from === "data" ? Object.keys(data) : choices.keys()) {
      if (known[from].has(name)) continue;
      known[from].add(name);
      let column = name;
      while (columns.includes(column)) column = `${from === "data" ? "data" : "annotation"}.${column}`;
      columns.push(column);
      sources.push({ from, name });
    }
  }
  for (const task of first) addColumns(task, "data");
  for (const task of first) addColumns(task, "choices");

  function tableFacts(): TableFacts {
    const controls = columns.filter((_, column) => sources[column]!.from === "choices");
    const fields = columns.filter((_, column) => sources[column]!.from === "data");
    return {
      file,
      format: "label-studio",
      gzip,
      sizeBytes,
      columns,
      delimiter: null,
      roles: {
        ...(fields.length === 1 ? { text: fields[0]! } : {}),
        ...(controls.length === 1 ? { label: controls[0]! } : {}),
      },
    };
  }

  let table: TableFacts | undefined;
  function begin(): void {
    table = tableFacts();
    consumer.begin(table, Buffer.alloc(0));
  }
  if (first.length > 0 || whole) begin();
  const sets = new Set(
    [...known.choices].filter((control) => first.some(({ choices }) => (choices.get(control)?.length ?? 1) > 1)),
  );

  let raw: Buffer = Buffer.alloc(0);
  let task!: LabelStudioTask;
  let number = 0;
  const row: DataRow = {
    get number() {
      return number;
    },
    get mayHoldOddBytes() {
      return facts.hasInvalidBytes || raw.includes("\\u");
    },
    cell(column) {
      const source = sources[column]!;
      if (source.from === "id") return task.id === undefined ? undefined : Buffer.from(task.id);
      const { name } = source;
      const place = { file, row: number };
      if (source.from === "data") return jsonCell(task.data, name, place);
      const choices = task.choices.get(name) ?? [];
      if (choices.length > 1)
        throw new NestedValueError({ ...place, column: columns[column]! }, `${choices.length} choices`);
      return choices[0] === undefined ? undefined : Buffer.from(choices[0]);
    },
    list(column) {
      const source = sources[column]!;
      if (source.from === "id") return undefined;
      if (source.from === "data") return jsonList(task.data, source.name, { file, row: number });
      const choices = task.choices.get(source.name) ?? [];
      if (task.annotations === 0) return undefined;
      return sets.has(source.name) || choices.length > 1 ? choices : undefined;
    },
    isPlain(column) {
      const source = sources[column]!;
      return source.from === "data" && ["number", "boolean"].includes(typeof task.data[source.name]);
    },
    raw: () => raw,
  };
  await takeArrayItems(chunks, {
    file,
    options,
    take(bytes) {
      raw = trimmed(bytes);
      task = parseTask(bytes, file, number);
      number++;
      addColumns(task, "data");
      addColumns(task, "choices");
      if (task.annotations > 1) counts.note("several-annotations", number);
      if (task.hasOtherResults) counts.note("other-annotations", number);
      if (table === undefined) begin(); // the first task was longer than the head
      consumer.row(row);
    },
    settle: consumer.settle,
  });
  return { table: table ?? tableFacts(), rows: number };
}

async function firstTasks(head: Buffer, whole: boolean, file: string): Promise<LabelStudioTask[]> {
  const tasks: LabelStudioTask[] = [];
  const items = takeArrayItems([head], {
    file,
    options: { task: "" },
    take(bytes) {
      if (tasks.length < EXAMINED_TASKS) tasks.push(parseTask(bytes, file, tasks.length));
    },
  });
  await items.catch((error: unknown) => {
    if (whole || !(error instanceof InvalidJsonStructureError && error.path === "")) throw error; // the head is cut off
  });
  return tasks;
}

function parseTask(bytes: Buffer, file: string, index: number): LabelStudioTask {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    throw new InvalidJsonStructureError(file, `[${index}]`, `is not JSON (${(error as Error).message})`);
  }
  return readTask(value, file, index);
}

function trimmed(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1]! <= 0x20) end--;
  return bytes.subarray(0, end);
}
