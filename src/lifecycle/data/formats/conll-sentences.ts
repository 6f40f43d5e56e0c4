/** @file Writes sentences of tokens with tags, or says why a row cannot be one. */
import { MissingRoleError, UnwritableRowError } from "../errors.ts";
import { isDocumentStart } from "./conll-rows.ts";
import type { WrittenRow, WrittenTable } from "./table-format.ts";
import type { RowText } from "./text-writer.ts";

const FORMAT = "CoNLL's format";

/** Names under which tokens and their tags are found. */
const tokenNames = ["tokens", "words"];
const tagNames = ["tags", "ner_tags", "labels", "label"];

/** One token a line with a tab between columns; a `-DOCSTART-` where the document changes. @throws MissingRoleError */
export function conllSentences({ source, columns }: WrittenTable): RowText {
  const find = (names: readonly string[]) => names.map((name) => columns.indexOf(name)).find((column) => column !== -1);
  const tokens = find(tokenNames);
  const tags = find(tagNames);
  if (tokens === undefined) throw new MissingRoleError(source, FORMAT, "tokens");
  if (tags === undefined) throw new MissingRoleError(source, FORMAT, "tags");
  const document = columns.indexOf("document");
  const text = columns.indexOf("text");
  let written: readonly number[] | undefined; // columns, the tokens first, the tags last
  let lastDocument: string | undefined;
  let documents = 0;
  let documentsAreNumbered = true;
  let textIsJoinedTokens = true;

  const cellText = (row: WrittenRow, column: number) => {
    const cell = column === -1 ? undefined : row.cell(column);
    return cell === undefined ? undefined : Buffer.from(cell).toString("utf8");
  };

  /** Lists as long as the tokens are columns of the file. */
  function columnsOf(row: WrittenRow): number[] {
    const between = columns
      .map((_, column) => column)
      .filter(
        (column) =>
          column !== tokens && column !== tags && /^column\d+$|_tags$|^pos$|^chunk$|^lemma/.test(columns[column]!),
      )
      .filter((column) => row.list(column) !== undefined);
    return [tokens!, ...between, tags!];
  }

  function listOf(row: WrittenRow, column: number): readonly string[] {
    const place = { file: source, row: row.number, column: columns[column]! };
    const list = row.list(column);
    if (list === undefined) throw new UnwritableRowError(place, "no list", FORMAT);
    for (const [at, item] of list.entries()) {
      const what = column === tokens ? "token" : "tag";
      const refuse = (fault: string) => new UnwritableRowError(place, `${fault} (${what} ${at + 1})`, FORMAT);
      if (item === "") throw refuse(`an empty ${what}`);
      if (/[\t\n\r]/.test(item)) throw refuse(`a ${what} with a tab or line break`);
    }
    return list;
  }

  return {
    row(row) {
      written ??= columnsOf(row);
      const lists = written.map((column) => listOf(row, column));
      const place = { file: source, row: row.number, column: columns[tokens]! };
      const [words] = lists as [readonly string[]];
      if (words.length === 0) throw new UnwritableRowError(place, "no token", FORMAT);
      for (const [at, list] of lists.entries())
        if (list.length !== words.length)
          throw new UnwritableRowError(
            { ...place, column: columns[written[at]!]! },
            `${list.length} items beside ${words.length} tokens`,
            FORMAT,
          );
      if (words.some(isDocumentStart))
        throw new UnwritableRowError(place, 'the token "-DOCSTART-", which begins a document', FORMAT);
      if (textIsJoinedTokens && text !== -1) textIsJoinedTokens = cellText(row, text) === words.join(" ");
      const lines = words.map((_, at) => lists.map((list) => list[at]!).join("\t"));
      const here = cellText(row, document);
      if (here !== lastDocument) {
        lines.unshift(["-DOCSTART-", ...lists.slice(2).map(() => "-X-"), "O"].join("\t"), "");
        lastDocument = here;
        documentsAreNumbered &&= here === `${++documents}`;
      }
      return Buffer.from(lines.join("\n"));
    },
    leftOut: () =>
      columns.filter(
        (_, column) =>
          !(written ?? [tokens, tags]).includes(column) &&
          !(column === document && documentsAreNumbered) &&
          !(column === text && textIsJoinedTokens),
      ),
  };
}
