/** @file Groups that must stay whole, joined where they share a text (union-find). */
import { createTextHash } from "./text-hash.ts";

/** The groups of one split. */
export interface GroupUnions {
  /** The group of a value of the column; rows without a value are groups of their own. */
  idOf(value: string | null): number;
  join(left: number, right: number): void;
  /** Asks `choose` for the part of each joined group, in the order of their random keys; gives the part by group. */
  decide(choose: (rows: number, high: number, low: number) => number): (id: number) => number;
}

/** Starts with no group. */
export function createGroupUnions(seed: number): GroupUnions {
  const hash = createTextHash(seed, "split/groups");
  const ids = new Map<string, number>();
  const parents: number[] = [];
  const sizes: number[] = []; // rows
  const keys: { high: number; low: number }[] = [];

  function root(id: number): number {
    while (parents[id] !== id) {
      parents[id] = parents[parents[id]!]!;
      id = parents[id]!;
    }
    return id;
  }

  function create(value: string): number {
    const id = parents.length;
    const { high, low } = hash(Buffer.from(value, "utf8"));
    parents.push(id);
    sizes.push(0);
    keys.push({ high, low });
    return id;
  }

  const compareKeys = (left: number, right: number) =>
    keys[left]!.high - keys[right]!.high || keys[left]!.low - keys[right]!.low;

  return {
    idOf(value) {
      const known = value === null || value === "" ? undefined : ids.get(value);
      const id = known ?? create(value === null || value === "" ? `\u0000${parents.length}` : value);
      if (known === undefined && value !== null && value !== "") ids.set(value, id);
      sizes[id]!++;
      return id;
    },
    join(left, right) {
      left = root(left);
      right = root(right);
      if (left === right) return;
      // The smaller key leads, so that the result does not depend on the order of joining.
      const [lead, other] = compareKeys(left, right) <= 0 ? [left, right] : [right, left];
      parents[other] = lead;
      sizes[lead]! += sizes[other]!;
    },
    decide(choose) {
      const roots = parents.map((_, id) => id).filter((id) => parents[id] === id);
      roots.sort((left, right) => compareKeys(left, right) || left - right);
      const parts = new Uint8Array(parents.length);
      for (const id of roots) parts[id] = choose(sizes[id]!, keys[id]!.high, keys[id]!.low);
      return (id) => parts[root(id)]!;
    },
  };
}
