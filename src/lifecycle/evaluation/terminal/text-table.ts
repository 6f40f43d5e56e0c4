/** @file Aligned columns that fit a terminal. */
import { cutToWidth, displayWidth } from "./display-width.ts";
import type { Paint } from "./paint.ts";

/** One column of a table. */
export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
  /** The first to be left out where the table is too wide: the highest number; never when absent. */
  readonly dropFirst?: number;
  /** A left-aligned column is never cut below so many, 6 when absent: infinity for figures, which say something else when cut. */
  readonly least?: number;
}

/** A cell, and how it is painted once it is aligned. */
export type Cell = string | { readonly text: string; paint(text: string): string };

/** Texts are not cut below this unless their column says so. */
const leastWidth = 6;
const gap = 2;

/** Lines of at most `width` columns: a dim heading, then the rows. Left-aligned cells are cut where need be, the widest column first. */
export function textTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  options: { readonly width: number; readonly paint: Paint; readonly indent?: number },
): string[] {
  const { width, paint, indent = 0 } = options;
  const textOf = (cell: Cell | undefined) => (typeof cell === "object" ? cell.text : (cell ?? ""));
  const natural = columns.map(({ title }, index) =>
    rows.reduce((most, row) => Math.max(most, displayWidth(textOf(row[index]))), displayWidth(title)),
  );
  const room = width - indent;
  const shown = new Set(columns.keys());
  const taken = (least: boolean) =>
    [...shown].reduce((sum, index) => sum + (least ? leastOf(columns[index]!, natural[index]!) : natural[index]!), 0) +
    gap * (shown.size - 1);
  const droppable = [...columns.keys()]
    .filter((index) => columns[index]!.dropFirst !== undefined)
    .sort((left, right) => columns[right]!.dropFirst! - columns[left]!.dropFirst!);
  for (const index of droppable) if (taken(true) > room) shown.delete(index);

  const widths = [...natural];
  for (let excess = taken(false) - room; excess > 0; excess--) {
    const widest = [...shown]
      .filter((index) => widths[index]! > leastOf(columns[index]!, natural[index]!))
      .reduce<number | undefined>(
        (best, index) => (best === undefined || widths[index]! > widths[best]! ? index : best),
        undefined,
      );
    if (widest === undefined) break;
    widths[widest]!--;
  }

  const line = (cells: readonly Cell[]) =>
    (
      " ".repeat(indent) +
      [...shown]
        .map((index) => {
          const cell = cells[index];
          const text = cutToWidth(textOf(cell), widths[index]!);
          const space = " ".repeat(Math.max(0, widths[index]! - displayWidth(text)));
          const painted = typeof cell === "object" ? cell.paint(text) : text;
          return columns[index]!.align === "left" ? painted + space : space + painted;
        })
        .join(" ".repeat(gap))
    ).trimEnd();
  const heading = columns.map(({ title }) => ({ text: title, paint: paint.dim }));
  return [line(heading), ...rows.map(line)];
}

function leastOf({ align, least = leastWidth }: Column, natural: number): number {
  return align === "left" ? Math.min(natural, least) : natural;
}
