/** @file Short texts that may have several labels, or none. */
import { createRandom } from "../../src/foundation/index.ts";

const words = {
  billing: ["invoice", "charge", "refund"],
  delivery: ["parcel", "courier", "late"],
  "praise 👍": ["splendid", "thanks", "lovely"],
};
/** Every label, in order. */
export const labels = Object.keys(words) as (keyof typeof words)[];

/** Texts with the words of their labels; about a quarter have none, a third several. */
export function samples(count: number, seed: string): { readonly text: string; readonly labels: readonly string[] }[] {
  const random = createRandom(seed);
  const pick = (list: readonly string[]) => list[random.integer(list.length)]!;
  return Array.from({ length: count }, (_, row) => {
    const own = labels.filter(() => random.float() < 0.4);
    const neutral = Array.from({ length: 6 }, () => pick(["the", "order", "was", "my", "and", "again", "on", "it"]));
    const telling = own.flatMap((label) => [pick(words[label]), pick(words[label])]);
    return { text: `${[...neutral, ...telling].join(" ")} ${row}`, labels: own };
  });
}

/** With the labels of a row in one cell, `;` between. */
export const cellsCsv = (rows: ReturnType<typeof samples>): string =>
  `text,label\n${rows.map(({ text, labels: own }) => `${text},${own.join(";")}`).join("\n")}\n`;
