/**
 * @file Threads that multiply with one matrix, a range of columns each. One leads: it hands out each product, does its
 * own share and waits for the others, all through shared memory. Shares are added in the order of the threads.
 */
import type { ColumnPart } from "./column-part.ts";

/** What the threads of a team share. */
export interface TeamMemory {
  readonly threads: number;
  /** How many products were asked for, which one is wanted, how many followers are done with it. */
  readonly control: Int32Array;
  /** [rows, outputs] */
  readonly source: Float64Array;
  /** [threads, rows, outputs] */
  readonly shares: Float64Array;
  /** [columns, outputs] */
  readonly weights: Float64Array;
  /** [threads] */
  readonly largest: Float64Array;
}

const ASKED = 0;
const WANTED = 1;
const DONE = 2;
const orders = { disband: 0, gram: 1, product: 2, transpose: 3 } as const;
type Order = (typeof orders)[keyof typeof orders];

/** Memory for a team on a matrix of this shape. */
export function createTeamMemory(threads: number, rows: number, columns: number, outputs: number): TeamMemory {
  const doubles = (length: number) => new Float64Array(new SharedArrayBuffer(length * 8));
  return {
    threads,
    control: new Int32Array(new SharedArrayBuffer(12)),
    source: doubles(rows * outputs),
    shares: doubles(threads * rows * outputs),
    weights: doubles(columns * outputs),
    largest: doubles(threads),
  };
}

function carryOut(order: Order, { source, shares, weights, largest }: TeamMemory, part: ColumnPart, thread: number) {
  const share = shares.subarray(thread * source.length, (thread + 1) * source.length);
  if (order === orders.gram) largest[thread] = part.gram(source, share);
  if (order === orders.product) part.product(weights, share);
  if (order === orders.transpose) part.transpose(source, weights);
}

/** Carries out the leader's orders until it disbands the team. */
export function followTeam(memory: TeamMemory, part: ColumnPart, thread: number): void {
  const { control } = memory;
  for (let seen = 0; ; seen++) {
    while (Atomics.load(control, ASKED) === seen) Atomics.wait(control, ASKED, seen);
    const order = Atomics.load(control, WANTED) as Order;
    if (order === orders.disband) return;
    carryOut(order, memory, part, thread);
    Atomics.add(control, DONE, 1);
    Atomics.notify(control, DONE);
  }
}

/** The whole matrix X, as its leader sees it. Dense operands have `outputs` numbers a row or column. */
export interface Team {
  /** target = X Xᵀ source, both [rows, outputs]; gives the largest absolute element of Xᵀ source. */
  gram(source: Float64Array, target: Float64Array): number;
  /** target = X weights, from [columns, outputs]. */
  product(weights: Float64Array, target: Float64Array): void;
  /** Xᵀ source, [columns, outputs]; valid until the next product. */
  transpose(source: Float64Array): Float64Array;
  /** Lets the followers go; to be called in any case. */
  disband(): void;
}

/** Leads the team as its thread 0. */
export function leadTeam(memory: TeamMemory, part: ColumnPart): Team {
  const { threads, control, source, shares, weights, largest } = memory;

  function order(wanted: Order): void {
    Atomics.store(control, WANTED, wanted);
    Atomics.store(control, DONE, 0);
    Atomics.add(control, ASKED, 1);
    Atomics.notify(control, ASKED);
  }

  function multiply(wanted: Order): void {
    order(wanted);
    carryOut(wanted, memory, part, 0);
    for (let done = 0; done < threads - 1; done = Atomics.load(control, DONE)) Atomics.wait(control, DONE, done);
  }

  function addShares(target: Float64Array): void {
    target.set(shares.subarray(0, source.length));
    for (let thread = 1; thread < threads; thread++) {
      const start = thread * source.length;
      for (let index = 0; index < source.length; index++) target[index]! += shares[start + index]!;
    }
  }

  return {
    gram(from, target) {
      source.set(from);
      multiply(orders.gram);
      addShares(target);
      return Math.max(...largest);
    },
    product(from, target) {
      weights.set(from);
      multiply(orders.product);
      addShares(target);
    },
    transpose(from) {
      source.set(from);
      multiply(orders.transpose);
      return weights;
    },
    disband: () => order(orders.disband),
  };
}
