/** @file Groups that must stay whole, joined where they share a text (union-find). */
import { createUnionFind } from "../../foundation/index.ts";
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
  const sets = createUnionFind();
  const sizes: number[] = []; // rows
  const keys: Key[] = [];

  function create(value: string): number {
    const { high, low } = hash(Buffer.from(value, "utf8"));
    sizes.push(0);
    keys.push({ high, low });
    return sets.add();
  }

  return {
    idOf(value) {
      const known = value === null || value === "" ? undefined : ids.get(value);
      const id = known ?? create(value === null || value === "" ? `\u0000${keys.length}` : value);
      if (known === undefined && value !== null && value !== "") ids.set(value, id);
      sizes[id]!++;
      return id;
    },
    join: sets.join,
    decide(choose) {
      // The smallest key leads, so that the result does not depend on the order of joining.
      const joined = new Map<number, { readonly root: number; size: number; key: Key }>();
      for (const [id, key] of keys.entries()) {
        const root = sets.root(id);
        const union = joined.get(root) ?? { root, size: 0, key };
        union.size += sizes[id]!;
        if (compareKeys(key, union.key) < 0) union.key = key;
        joined.set(root, union);
      }
      const parts = new Uint8Array(keys.length);
      for (const { root, size, key } of [...joined.values()].sort(
        (left, right) => compareKeys(left.key, right.key) || left.root - right.root,
      ))
        parts[root] = choose(size, key.high, key.low);
      return (id) => parts[sets.root(id)]!;
    },
  };
}

interface Key {
  readonly high: number;
  readonly low: number;
}

const compareKeys = (left: Key, right: Key) => left.high - right.high || left.low - right.low;
