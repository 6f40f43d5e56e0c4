/** @file A growing list of 32-bit integers. */

/** Collects integers. */
export interface IntegerList {
  add(value: number): void;
  /** All of them. */
  finish(): Int32Array;
}

/** Starts an empty list. */
export function createIntegerList(): IntegerList {
  let values = new Int32Array(1024);
  let length = 0;
  return {
    add(value) {
      if (length === values.length) {
        const grown = new Int32Array(length * 2);
        grown.set(values);
        values = grown;
      }
      values[length++] = value;
    },
    finish: () => values.slice(0, length),
  };
}
