/** @file What `tfidf-unigram` and `tfidf-bigram` have in common. */
import { type Benchmark, benchFolder, type Measurement, measureNode, measurePython } from "../harness.ts";
import { prepareImdbTexts } from "./imdb-texts.ts";

const rows = 50_000;

/** Fit and transform of all reviews, beside half of them to see how the time grows. */
export function tfidfBenchmark(name: string, summary: string, longest: number, target: number): Benchmark {
  const folder = benchFolder("imdb-texts");
  const measureOurs = (count: number) => measureNode("sides/tfidf.ts", [folder, String(longest), String(count)]);
  return {
    name,
    summary,
    unit: "s",
    better: "lower",
    target,
    async prepare() {
      await prepareImdbTexts();
    },
    cases: [
      {
        name: "50,000 reviews",
        async ours(): Promise<Measurement> {
          const half = await measureOurs(rows / 2);
          const whole = await measureOurs(rows);
          return { ...whole, facts: { ...whole.facts, growthWhenDoubled: whole.value / half.value } };
        },
        peer: () => measurePython("tfidf.py", [folder, String(longest), String(rows)]),
      },
    ],
  };
}
