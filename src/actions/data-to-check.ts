/** @file What `data check` and `data clean` read before they work. */
import { type DataSource, type Dataset, parseTime, readDataset } from "../lifecycle/data/index.ts";
import { type CheckRequest, detectorSettings } from "../lifecycle/quality/index.ts";
import type { ActionContext } from "./action.ts";
import { resolveData } from "./resolve-data.ts";
import { type SeveralLabelFlags, severalLabels, withOwnLabels } from "./several-labels.ts";

/** The flags that both have. */
interface CheckFlags extends SeveralLabelFlags {
  readonly file: string;
  readonly text?: string | undefined;
  readonly splitColumn?: string | undefined;
  readonly timeColumn?: string | undefined;
  readonly against?: string | undefined;
  readonly jaccard?: number | undefined;
  readonly set: readonly string[];
  readonly seed?: number | undefined;
  readonly threads?: number | undefined;
}

/** What is read. */
interface DataToCheck {
  /** Where the rows came from. */
  readonly source: DataSource;
  readonly request: CheckRequest;
}

/** Reads the file or version, and the other one where there is one; tells their warnings. */
export async function dataToCheck(
  context: Pick<ActionContext, "progress" | "signal" | "notice" | "home">,
  flags: CheckFlags,
): Promise<DataToCheck> {
  const { file, text, label, splitColumn, timeColumn, against, jaccard, set, seed, threads } = flags;
  const { progress, signal, notice } = context;
  const source = await resolveData(context, file);
  const settings = detectorSettings([...(jaccard === undefined ? [] : [`duplicates.jaccard=${jaccard}`]), ...set]);
  const watched = { progress, signal };
  const dataset = await readDataset(source, {
    ...{ text, label, several: severalLabels(withOwnLabels(source, flags)), labelIsOptional: true, ...watched },
    extra: [splitColumn, timeColumn].filter((name) => name !== undefined),
  });
  const other: Dataset | undefined =
    against === undefined
      ? undefined
      : await readDataset(await resolveData(context, against), { text: dataset.textColumn, label: null, ...watched });
  for (const { message } of [...dataset.warnings, ...(other?.warnings ?? [])]) notice(message);
  const times =
    timeColumn === undefined
      ? undefined
      : Float64Array.from(dataset.extra[timeColumn]!, (value) => parseTime(value) ?? Number.NaN);
  return {
    source,
    request: {
      ...{ dataset, other, times, splitColumn, settings, seed, threads, columnFlags: columnFlags(flags), ...watched },
      isVersion: typeof source !== "string",
    },
  };
}

/** The flags that say where texts and labels stand, as a command line has them. */
function columnFlags({ text, label, multiLabel, labelSeparator, labels }: CheckFlags): CheckRequest["columnFlags"] {
  return {
    ...{ text, label, "label-separator": labelSeparator, labels: labels?.join(",") },
    "multi-label": multiLabel === true && labelSeparator === undefined && labels === undefined ? true : undefined,
    "no-multi-label": multiLabel === false ? true : undefined,
  };
}
