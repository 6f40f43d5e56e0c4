/** @file Writes tasks that Label Studio imports: the row as `data`, its label as an annotation of choices. */
import { MissingRoleError } from "../errors.ts";
import { jsonObject } from "./json-object.ts";
import type { WrittenRow, WrittenTable } from "./table-format.ts";
import type { RowText } from "./text-writer.ts";

/**
 * One task a row. A column "id" of whole numbers becomes the task's own id; `data.` before a column's name is taken
 * off. `asPredictions`: labels are predictions, with the score of a column "score" where it is a number from 0 to 1.
 * @throws MissingRoleError
 */
export function labelStudioTasks({ source, columns, text, label }: WrittenTable, asPredictions: boolean): RowText {
  if (text === null) throw new MissingRoleError(source, "Label Studio's JSON", "text");
  const id = columns.indexOf("id");
  const plainName = (name: string) =>
    name.startsWith("data.") && columns.includes(name.slice(5)) ? name.slice(5) : name;
  const fields = columns
    .map((name, column) => ({ name: plainName(name), column }))
    .filter(({ column }) => column !== label && column !== id);
  const withId = id === -1 ? fields : [{ name: "id", column: id }, ...fields];
  const from = label === null ? "" : columns[label]!.replace(/^annotation\./, "");
  const to = plainName(columns[text]!);

  const scoreColumn = asPredictions ? columns.indexOf("score") : -1;

  function scoreOf(row: WrittenRow): { readonly score?: number } {
    const cell = scoreColumn === -1 ? undefined : row.cell(scoreColumn);
    const score = cell === undefined || cell.length === 0 ? Number.NaN : Number(Buffer.from(cell).toString("utf8"));
    return score >= 0 && score <= 1 ? { score } : {};
  }

  function labelled(row: WrittenRow): string {
    if (label === null) return "[]";
    const list = row.list(label);
    const cell = list === undefined ? row.cell(label) : undefined;
    const choices = list ?? (cell === undefined || cell.length === 0 ? [] : [Buffer.from(cell).toString("utf8")]);
    if (choices.length === 0 && list === undefined) return "[]";
    const result = { from_name: from, to_name: to, type: "choices", value: { choices } };
    return JSON.stringify([{ ...scoreOf(row), result: [result] }]);
  }

  return {
    row(row) {
      const cell = id === -1 ? undefined : row.cell(id);
      const idText = cell === undefined ? "" : Buffer.from(cell).toString("utf8");
      const isTaskId = /^(0|[1-9]\d{0,14})$/.test(idText);
      const data = jsonObject(row, isTaskId || idText === "" ? fields : withId);
      return Buffer.from(
        `{${isTaskId ? `"id":${idText},` : ""}"data":${data},${asPredictions ? `"annotations":[],"predictions"` : `"annotations"`}:${labelled(row)}}`,
      );
    },
  };
}
