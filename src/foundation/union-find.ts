/** @file Sets that are joined one by one (union-find with path halving). */

/** Joined sets of the numbers from 0 on. */
export interface UnionFind {
  /** Adds the next number, on its own. */
  add(): number;
  join(left: number, right: number): void;
  /** The least member of the set that holds `member`. */
  root(member: number): number;
}

/** Starts with each of the numbers 0 … count-1 on its own. */
export function createUnionFind(count = 0): UnionFind {
  const parents = Array.from({ length: count }, (_, member) => member);
  function root(member: number): number {
    while (parents[member] !== member) {
      parents[member] = parents[parents[member]!]!;
      member = parents[member]!;
    }
    return member;
  }
  return {
    root,
    add: () => parents.push(parents.length) - 1,
    join(left, right) {
      left = root(left);
      right = root(right);
      parents[Math.max(left, right)] = Math.min(left, right);
    },
  };
}
