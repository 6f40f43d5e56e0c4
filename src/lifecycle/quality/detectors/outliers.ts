/** @file Texts that are unlike the others: in length, or in what characters follow one another. */
import { cleanCommand } from "../clean-command.ts";
import { defineDetector } from "../detector.ts";
import type { ExaminedData } from "../examined-data.ts";
import { excerptOf } from "../excerpt.ts";
import type { Finding } from "../finding.ts";
import { characterSurprise } from "../outliers/character-surprise.ts";
import { robustScale } from "../robust-scale.ts";
import { amount, counted } from "../words.ts";
import { outliersConfig } from "./outliers.config.ts";

const SHOWN = 5;
/** Fewer texts than this have no middle worth the name. */
const LEAST_TEXTS = 30;

interface Outlier {
  readonly row: number;
  readonly deviations: number;
  readonly note: string;
}

/** Unusual lengths and unusual content. */
export const outliers = defineDetector({
  title: "Outliers",
  drops: ["length-outliers", "content-outliers"],
  settings: outliersConfig,
  detect(data, { lengthDeviations, contentDeviations, leastBytes }) {
    if (data.dataset.rows < LEAST_TEXTS) return { omitted: `There are fewer than ${LEAST_TEXTS} rows.` };
    return {
      findings: [lengthFinding(data, lengthDeviations), contentFinding(data, contentDeviations, leastBytes)].filter(
        (finding) => finding !== undefined,
      ),
    };
  },
});

function lengthFinding(data: ExaminedData, limit: number): Finding | undefined {
  const { offsets } = data.dataset.texts;
  const lengths = Float64Array.from({ length: data.dataset.rows }, (_, row) => offsets[row + 1]! - offsets[row]!);
  const present = lengths.filter((length) => length > 0);
  const { median, deviation } = robustScale(present.map(Math.log));
  if (deviation === 0) return undefined;
  const found: Outlier[] = [];
  for (let row = 0; row < lengths.length; row++) {
    const deviations = Math.abs(Math.log(lengths[row]!) - median) / deviation;
    if (lengths[row]! > 0 && deviations > limit)
      found.push({ row, deviations, note: `${counted(lengths[row]!)} bytes` });
  }
  return outlierFinding(data, found, {
    code: "length-outliers",
    title: `${amount(found.length, "text is", "texts are")} far longer or shorter than the others`,
    meaning:
      "Such texts are often documents pasted whole, log output, or rows that were cut, and weigh more or less than they should.",
    basis: `The logarithm of the length lies more than ${limit} robust standard deviations (median absolute deviation) from the median of ${counted(Math.round(Math.exp(median)))} bytes.`,
  });
}

/** Short texts vary more, so each is compared with texts of its own size (by powers of two). */
function contentFinding(data: ExaminedData, limit: number, leastBytes: number): Finding | undefined {
  const { texts, rows } = data.dataset;
  const surprise = characterSurprise(texts, leastBytes);
  const judged = Array.from({ length: rows }, (_, row) => row).filter((row) => !Number.isNaN(surprise[row]!));
  const bySize = Map.groupBy(judged, (row) => Math.floor(Math.log2(texts.offsets[row + 1]! - texts.offsets[row]!)));
  const all = robustScale(Float64Array.from(judged, (row) => surprise[row]!));
  const found: Outlier[] = [];
  for (const own of bySize.values()) {
    const { median, deviation } =
      own.length < LEAST_TEXTS ? all : robustScale(Float64Array.from(own, (row) => surprise[row]!));
    if (deviation === 0) continue;
    for (const row of own) {
      const deviations = (surprise[row]! - median) / deviation;
      if (deviations > limit)
        found.push({
          row,
          deviations,
          note: `${surprise[row]!.toFixed(1)} bits a character, usual ${median.toFixed(1)}`,
        });
    }
  }
  return outlierFinding(data, found, {
    code: "content-outliers",
    title: `${amount(found.length, "text is", "texts are")} written unlike the others`,
    meaning:
      "Such texts may be another language, code, tables, keyboard mash or damage, from which a model learns little; rare names and spellings look the same.",
    basis: `Their characters are more than ${limit} robust standard deviations harder to foresee, by trigrams counted over the other texts, than those of texts of their size.`,
  });
}

function outlierFinding(
  data: ExaminedData,
  found: readonly Outlier[],
  words: Pick<Finding, "code" | "title" | "meaning" | "basis">,
): Finding | undefined {
  if (found.length === 0) return undefined;
  const worst = found.toSorted((left, right) => right.deviations - left.deviations || left.row - right.row);
  return {
    ...words,
    detector: "outliers",
    severity: "note",
    confidence: "possible",
    count: found.length,
    share: found.length / data.dataset.rows,
    figures: { "furthest, in deviations": worst[0]!.deviations.toFixed(1) },
    examples: worst.slice(0, SHOWN).map(({ row, note }) => ({
      rows: [row + 1],
      excerpt: excerptOf(data.dataset.texts, row),
      note,
    })),
    advice: "Look at them; drop those that are no texts of the kind the model is for.",
    command: cleanCommand(data, `--drop ${words.code}`),
    droppable: Uint32Array.from(found, ({ row }) => row).sort(),
  };
}
