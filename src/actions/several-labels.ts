/** @file Whether texts may have several labels, and where those stand: as flags say, else as a recipe does. */
import type { DataSource, SeveralLabels } from "../lifecycle/data/index.ts";
import type { Recipe } from "../lifecycle/recipe/index.ts";

/** What flags say of it. */
export interface SeveralLabelFlags {
  readonly label?: string | undefined;
  readonly multiLabel?: boolean | undefined;
  readonly labelSeparator?: string | undefined;
  readonly labels?: readonly string[] | undefined;
}

/** How several labels are read; `undefined` where each text has one. */
export function severalLabels(
  { label, multiLabel, labelSeparator, labels }: SeveralLabelFlags,
  recipe?: Pick<Recipe, "task" | "columns">,
): SeveralLabels | undefined {
  const asked =
    multiLabel ??
    (labels !== undefined || labelSeparator !== undefined || recipe?.task === "multi-label-text-classification");
  if (!asked) return undefined;
  return {
    separator: labelSeparator ?? recipe?.columns.labelSeparator ?? null,
    columns: labels ?? (label === undefined ? recipe?.columns.labels : undefined) ?? [],
  };
}

/** The flags, with the label columns of a version that has several, where neither they nor the recipe file name any. */
export function withOwnLabels<Flags extends SeveralLabelFlags>(
  source: DataSource,
  flags: Flags,
  columns: Partial<Recipe["columns"]> = {},
): Flags {
  const own = typeof source === "string" ? undefined : source.roles.labels;
  const { label, multiLabel, labelSeparator, labels } = flags;
  const named = [label, labelSeparator, labels, columns.label, columns.labelSeparator, columns.labels];
  if (own === undefined || multiLabel === false || named.some((one) => one !== undefined)) return flags;
  return { ...flags, labels: own };
}
