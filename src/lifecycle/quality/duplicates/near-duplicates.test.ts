import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom, ignoreProgress } from "../../../foundation/index.ts";
import { textColumn } from "../../text/index.ts";
import { duplicatesConfig } from "../detectors/duplicates.config.ts";
import { equalTexts } from "./equal-texts.ts";
import { chooseBands } from "./min-hash.ts";
import { findNearDuplicates } from "./near-duplicates.ts";

/** Texts of which many are copies of earlier ones with some words changed. */
function variedTexts(count: number): string[] {
  const random = createRandom("near-duplicates");
  const texts: string[][] = [];
  for (let index = 0; index < count; index++) {
    if (index > 10 && random.float() < 0.5) {
      const copy = [...texts[random.integer(texts.length)]!];
      for (let change = random.integer(2); change >= 0; change--)
        copy[random.integer(copy.length)] = `w${random.integer(900)}`;
      texts.push(copy);
    } else texts.push(Array.from({ length: 20 + random.integer(40) }, () => `w${random.integer(900)}`));
  }
  return texts.map((words) => words.join(" "));
}

/** Every pair, by comparing all with all. */
function exactPairs(texts: readonly string[], least: number): string[] {
  const sets = texts.map((text) => {
    const words = text.split(" ");
    return new Set(words.slice(2).map((_, at) => words.slice(at, at + 3).join(" ")));
  });
  const pairs: string[] = [];
  for (let left = 0; left < sets.length; left++)
    for (let right = left + 1; right < sets.length; right++) {
      const shared = sets[left]!.intersection(sets[right]!).size;
      if (shared / (sets[left]!.size + sets[right]!.size - shared) >= least) pairs.push(`${left} ${right}`);
    }
  return pairs;
}

const options = { seed: 0, progress: ignoreProgress, signal: undefined };

describe("near duplicates", () => {
  const texts = variedTexts(600);
  const column = textColumn(texts);

  test("finds the pairs that comparing all with all finds, for any number of threads", async () => {
    for (const jaccard of [0.8, 0.5]) {
      const expected = exactPairs(texts, jaccard);
      assert.ok(expected.length > 50, `only ${expected.length} pairs`);
      for (const threads of [1, 2, 3]) {
        const settings = duplicatesConfig.parse({ jaccard });
        const { pairs } = await findNearDuplicates(column, equalTexts(column), settings, { ...options, threads });
        const found = Array.from(pairs.left, (left, at) => `${left} ${pairs.right[at]}`);
        assert.deepEqual(found, expected);
      }
    }
  });

  test("bands miss a pair that is just similar enough less than once in a thousand times", () => {
    for (const jaccard of [0.5, 0.8, 0.95]) {
      const { bands, rows } = chooseBands(jaccard, 128);
      assert.ok(bands * rows <= 128 && (1 - jaccard ** rows) ** bands <= 1e-3, `${jaccard}: ${bands} × ${rows}`);
    }
  });

  test("a bucket of thousands of alike texts is one group, in little time", async () => {
    const many = textColumn(
      Array.from(
        { length: 3000 },
        (_, index) => `${"this letter was sent to every customer of ours ".repeat(5)} ${index}`,
      ),
    );
    const { pairs, group } = await findNearDuplicates(many, equalTexts(many), duplicatesConfig.parse({}), {
      ...options,
      threads: 2,
    });
    assert.ok(group.every((root) => root === 0));
    assert.ok(pairs.left.length < 3000 * 64);
  });

  test("tells words in any script, and knows texts without any", async () => {
    const column = textColumn([
      "ПРИВЕТ мир как дела сегодня вечером",
      "привет, мир: как дела сегодня вечером?",
      "今日はとても天気がいいですね、散歩に行きましょうか",
      "今日はとても天気がいいですね。散歩に行きましょうか！",
      "!!!",
      "???",
    ]);
    const { group } = await findNearDuplicates(column, equalTexts(column), duplicatesConfig.parse({}), {
      ...options,
      threads: 1,
    });
    assert.deepEqual([...group], [0, 0, 2, 2, 4, 5]);
  });
});
