/** @file Puts a data set before the detectors: runs those that are wished and makes one report of what they find. */
import path from "node:path";
import { CancelledError, ignoreProgress, type Progress, parseConfig } from "../../foundation/index.ts";
import type { Dataset } from "../data/index.ts";
import { countLabelSets } from "../labels/index.ts";
import type { TextColumn } from "../text/index.ts";
import { detectors } from "./catalog.ts";
import type { DuplicatesConfig } from "./detectors/duplicates.config.ts";
import { type EqualTexts, equalTexts } from "./duplicates/equal-texts.ts";
import { findNearDuplicates, type NearDuplicates } from "./duplicates/near-duplicates.ts";
import { TooManyPartsError } from "./errors.ts";
import type { ExaminedData } from "./examined-data.ts";
import { type Finding, type Omission, type QualityReport, type Severity, severities } from "./finding.ts";
import { type Answers, answersOf, labelsOfRows } from "./labelling.ts";
import { shellWord } from "./words.ts";

/** What is checked, and how. */
export interface CheckRequest {
  readonly dataset: Dataset;
  /** Another file whose rows must not occur in this one. */
  readonly other?: Dataset | undefined;
  /** A column of `dataset.extra` whose values name the parts. */
  readonly splitColumn?: string | undefined;
  /** [rows] Times as numbers, NaN where a row has none. */
  readonly times?: Float64Array | undefined;
  /** Only these detectors; all unless told. */
  readonly only?: readonly string[] | undefined;
  readonly skip?: readonly string[] | undefined;
  /** Settings by detector, as `detector.settings` takes them; defaults for the rest. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  /** Flags by which a user named the columns, for commands to copy; `true` for a flag without a value. */
  readonly columnFlags?: Readonly<Record<string, string | true | undefined>> | undefined;
  /** Whether the data are a version of a data set, of which cleaning makes the next. */
  readonly isVersion?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly threads?: number | undefined;
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A report, and the findings with their rows. */
export interface CheckResult {
  readonly report: QualityReport;
  readonly findings: readonly Finding[];
  /** What was examined, for whoever wants more of it. */
  readonly data: ExaminedData;
}

const MOST_PARTS = 20;

/**
 * Checks a data set. The same data, settings and seed give the same report for any number of threads.
 * @throws UnknownEntryError for a detector that does not exist, InvalidConfigError, TooManyPartsError, CancelledError
 */
export async function checkDataset(request: CheckRequest): Promise<CheckResult> {
  const { dataset, other, only = [], skip = [], settings = {}, progress = ignoreProgress, signal } = request;
  for (const name of [...only, ...skip, ...Object.keys(settings)]) detectors.get(name);
  const wished = detectors.entries.filter(
    ([name]) => (only.length === 0 || only.includes(name)) && !skip.includes(name),
  );
  const parsed = wished.map(([name, detector]) => ({
    name,
    detector,
    settings: parseConfig(detector.settings, settings[name] ?? {}, `The settings of the detector "${name}"`),
  }));
  // Detectors' own tasks are parts of one: only its end is an end.
  const inside: Progress = (event) => progress({ ...event, finished: false });
  const data = examinedData({ ...request, progress: inside });
  const findings: Finding[] = [];
  const omitted: Omission[] = [];
  for (const [done, { name, detector, settings: own }] of parsed.entries()) {
    if (signal?.aborted) throw new CancelledError("The check");
    progress({ task: "Checking", done, total: parsed.length, unit: "detectors" });
    const detection = await detector.detect(data, own);
    if ("omitted" in detection) omitted.push({ detector: name, reason: detection.omitted });
    else findings.push(...detection.findings);
  }
  progress({ task: "Checking", done: parsed.length, total: parsed.length, unit: "detectors", finished: true });
  findings.sort(
    (left, right) =>
      severities.indexOf(right.severity) - severities.indexOf(left.severity) ||
      right.count - left.count ||
      (left.code < right.code ? -1 : 1),
  );
  const countOf = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  const report: QualityReport = {
    format: "lexops-data-check/v1",
    file: dataset.file,
    digest: dataset.digest,
    rows: dataset.rows,
    textColumn: dataset.textColumn,
    labelColumn: dataset.labelColumn,
    ...(dataset.labels.sets === undefined ? {} : { task: "multi-label-text-classification" as const }),
    labels: labelRows(dataset),
    parts: data.isSplit ? partRows(data) : [],
    against: other === undefined ? null : { file: other.file, digest: other.digest, rows: other.rows },
    seed: data.seed,
    detectors: parsed.map(({ name, detector, settings: own }) => ({
      detector: name,
      title: detector.title,
      settings: own,
    })),
    omitted,
    findings: findings.map(({ droppable: _, suggestions: __, ...finding }) => finding),
    counts: { note: countOf("note"), warning: countOf("warning"), error: countOf("error") },
  };
  return { report, findings, data };
}

function examinedData(request: CheckRequest): ExaminedData {
  const { dataset, other = null, splitColumn, times = null, columnFlags = {}, seed = 0, threads = 2 } = request;
  const { progress = ignoreProgress, signal } = request;
  const partNames: string[] = [];
  const ids = new Map<string, number>();
  const texts = other === null ? dataset.texts : joinTexts(dataset.texts, other.texts);
  const partIds = new Int32Array(texts.length);
  if (splitColumn === undefined) partNames.push(path.basename(dataset.file));
  else
    for (const [row, value] of dataset.extra[splitColumn]!.entries()) {
      const name = value ?? "(none)";
      let id = ids.get(name);
      if (id === undefined) {
        id = partNames.push(name) - 1;
        if (id === MOST_PARTS) throw new TooManyPartsError(dataset.file, splitColumn, MOST_PARTS);
        ids.set(name, id);
      }
      partIds[row] = id;
    }
  const isSplit = partNames.length > 1;
  if (other !== null) partIds.fill(partNames.push(other.file) - 1, dataset.rows);
  const options = { seed, threads, progress, signal };
  let answers: Answers | undefined;
  let equal: EqualTexts | undefined;
  const near = new Map<string, Promise<NearDuplicates>>();
  const findEqual = () => {
    equal ??= equalTexts(texts);
    return equal;
  };
  return {
    ...options,
    ...{ dataset, other, texts, partIds, partNames, isSplit, times },
    splitColumn: splitColumn ?? null,
    fileWord: shellWord(dataset.file),
    outputFlag: request.isVersion === true ? "" : " --output NEW",
    columnFlags: Object.entries(columnFlags)
      .map(([name, value]) => (value === undefined ? "" : ` --${name}${value === true ? "" : ` ${shellWord(value)}`}`))
      .join(""),
    answers() {
      answers ??= answersOf(dataset.labels);
      return answers;
    },
    equalTexts: findEqual,
    nearDuplicates(settings: DuplicatesConfig) {
      const key = JSON.stringify(settings);
      let found = near.get(key);
      if (found === undefined) {
        found = findNearDuplicates(texts, findEqual(), settings, options);
        near.set(key, found);
      }
      return found;
    },
  };
}

function joinTexts(left: TextColumn, right: TextColumn): TextColumn {
  const bytes = new Uint8Array(new SharedArrayBuffer(left.bytes.length + right.bytes.length));
  bytes.set(left.bytes);
  bytes.set(right.bytes, left.bytes.length);
  const length = left.length + right.length;
  const offsets = new Float64Array(new SharedArrayBuffer((length + 1) * 8));
  offsets.set(left.offsets);
  for (let row = 0; row < right.length; row++)
    offsets[left.length + row + 1] = left.bytes.length + right.offsets[row + 1]!;
  return { length, bytes, offsets };
}

function labelRows({ labels }: Dataset): QualityReport["labels"] {
  const counts = countLabelSets(labelsOfRows(labels), labels.names.length);
  return labels.names
    .map((label, id) => ({ label, rows: counts[id]! }))
    .sort((left, right) => right.rows - left.rows || (left.label < right.label ? -1 : 1));
}

function partRows({ partIds, partNames, dataset }: ExaminedData): QualityReport["parts"] {
  const counts = new Uint32Array(partNames.length);
  for (let row = 0; row < dataset.rows; row++) counts[partIds[row]!]!++;
  return partNames.map((part, id) => ({ part, rows: counts[id]! })).filter(({ rows }) => rows > 0);
}
