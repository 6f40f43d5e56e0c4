/** @file Which columns hold texts and labels, when nobody said: by the names that people commonly give them. */
import { AmbiguousColumnError, ColumnNotGuessedError, UnknownColumnError } from "./errors.ts";

/** The likeliest first. */
const commonNames = {
  text: [
    "text",
    "texts",
    "review",
    "review_text",
    "reviewtext",
    "message",
    "content",
    "body",
    "comment",
    "comment_text",
    "sentence",
    "tweet",
    "tweet_text",
    "document",
    "description",
    "utterance",
    "query",
    "question",
    "post",
    "abstract",
    "article",
    "headline",
    "title",
    "sms",
    "email",
    "input",
    "transcript",
    "medical_abstract",
    "feedback",
    "summary",
  ],
  label: [
    "label",
    "labels",
    "label_text",
    "sentiment",
    "class",
    "category",
    "target",
    "condition_label",
    "intent",
    "topic",
    "polarity",
    "emotion",
    "y",
    "gold_label",
    "tag",
    "airline_sentiment",
    "spam",
    "rating",
    "stars",
    "score",
    "output",
  ],
} as const;

const plain = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");

/** The index of the named column. @throws UnknownColumnError, AmbiguousColumnError */
export function findColumn(file: string, columns: readonly string[], name: string): number {
  let index = columns.indexOf(name);
  if (index === -1) index = columns.findIndex((column) => column.trim() === name.trim());
  if (index === -1) throw new UnknownColumnError(file, name, columns);
  if (columns.indexOf(columns[index]!, index + 1) !== -1) throw new AmbiguousColumnError(file, columns[index]!);
  return index;
}

/** The index of the column whose name gives it away. @throws ColumnNotGuessedError, AmbiguousColumnError */
export function guessColumn(
  file: string,
  columns: readonly string[],
  purpose: "text" | "label",
  taken: number | undefined,
): number {
  const names = columns.map(plain);
  for (const name of commonNames[purpose]) {
    const index = names.findIndex((column, at) => column === name && at !== taken);
    if (index !== -1) return findColumn(file, columns, columns[index]!);
  }
  const free = columns.map((_, index) => index).filter((index) => index !== taken);
  const onlyOneLeft = purpose === "text" ? columns.length === 1 : columns.length === 2 && taken !== undefined;
  if (onlyOneLeft && free.length === 1) return free[0]!;
  throw new ColumnNotGuessedError(file, purpose, columns);
}
