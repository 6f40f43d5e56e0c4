/** @file Which weights decay how strongly. */
import type { WeightDecayConfig } from "./optimiser.config.ts";

/** The decay of the weight `name`: that of the first group whose pattern fits it (`*` stands for anything), or 0. */
export function weightDecayOf(groups: WeightDecayConfig, name: string): number {
  return groups.find(({ weights }) => fits(weights, name))?.rate ?? 0;
}

function fits(pattern: string, name: string): boolean {
  const parts = pattern.split("*");
  if (parts.length === 1) return pattern === name;
  const [first, last] = [parts[0]!, parts.at(-1)!];
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let from = first.length;
  const until = name.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, from);
    if (found < 0 || found + part.length > until) return false;
    from = found + part.length;
  }
  return true;
}
