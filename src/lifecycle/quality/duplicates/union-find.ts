/** @file Sets that are joined one by one. */

/** Joined sets of the numbers 0 … count-1. */
export interface UnionFind {
  join(left: number, right: number): void;
  /** The least member of the set that holds `member`. */
  root(member: number): number;
}

/** Starts with each number on its own. */
export function createUnionFind(count: number): UnionFind {
  const parents = Int32Array.from({ length: count }, (_, member) => member);
  function root(member: number): number {
    while (parents[member] !== member) {
      parents[member] = parents[parents[member]!]!;
      member = parents[member]!;
    }
    return member;
  }
  return {
    root,
    join(left, right) {
      left = root(left);
      right = root(right);
      parents[Math.max(left, right)] = Math.min(left, right);
    },
  };
}
