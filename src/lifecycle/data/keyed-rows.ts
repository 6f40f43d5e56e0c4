/**
 * @file Rows by a 64-bit key, visited in key order with equal keys together, in bounded memory: beyond some millions
 * the records go to temporary files, one for each value of the key's first byte.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Rows that share a key, in the order they were added. Valid during the visit. */
export interface RowGroup {
  readonly high: number;
  readonly low: number;
  readonly length: number;
  tag(index: number): number;
  row(index: number): number;
}

/** Collects rows with a key and a tag each. */
export interface KeyedRows {
  readonly length: number;
  /** All are unsigned 32-bit integers. */
  add(high: number, low: number, tag: number, row: number): void;
  /** Visits every group in ascending order of the key; may be repeated. */
  visit(group: (group: RowGroup) => void): void;
  /** Removes the temporary files. */
  close(): void;
}

const WORDS = 4; // high, low, tag, row
const PARTITIONS = 256;
const PARTITION_BUFFER_WORDS = 4096;

/** Starts collecting; at most `memoryRecords` records of 16 bytes stay in memory. */
export function createKeyedRows({ memoryRecords = 1 << 22 }: { readonly memoryRecords?: number } = {}): KeyedRows {
  let records = new Uint32Array(1024 * WORDS);
  let length = 0;
  let spill: Spill | undefined;

  return {
    get length() {
      return length;
    },
    add(high, low, tag, row) {
      if (spill === undefined && length === memoryRecords) {
        spill = createSpill();
        for (let at = 0; at < length * WORDS; at += WORDS)
          spill.add(records[at]!, records[at + 1]!, records[at + 2]!, records[at + 3]!);
        records = new Uint32Array(0);
      }
      length++;
      if (spill !== undefined) {
        spill.add(high, low, tag, row);
        return;
      }
      const at = (length - 1) * WORDS;
      if (at === records.length) {
        const grown = new Uint32Array(records.length * 2);
        grown.set(records);
        records = grown;
      }
      records[at] = high;
      records[at + 1] = low;
      records[at + 2] = tag;
      records[at + 3] = row;
    },
    visit(group) {
      if (spill === undefined) visitSorted(records.subarray(0, length * WORDS), group);
      else spill.visit(group);
    },
    close: () => spill?.close(),
  };
}

interface Spill extends Pick<KeyedRows, "add" | "visit" | "close"> {}

function createSpill(): Spill {
  const folder = mkdtempSync(path.join(tmpdir(), "lexops-rows-"));
  const files = Array.from({ length: PARTITIONS }, (_, index) => openSync(path.join(folder, `${index}`), "wx+"));
  const buffers = files.map(() => new Uint32Array(PARTITION_BUFFER_WORDS));
  const used = new Uint32Array(PARTITIONS);
  const written = new Float64Array(PARTITIONS); // bytes

  function flush(partition: number): void {
    const bytes = Buffer.from(buffers[partition]!.buffer, 0, used[partition]! * 4);
    for (let done = 0; done < bytes.length; )
      done += writeSync(files[partition]!, bytes, done, bytes.length - done, written[partition]! + done);
    written[partition]! += bytes.length;
    used[partition] = 0;
  }

  return {
    add(high, low, tag, row) {
      const partition = high >>> 24;
      const buffer = buffers[partition]!;
      let at = used[partition]!;
      buffer[at++] = high;
      buffer[at++] = low;
      buffer[at++] = tag;
      buffer[at++] = row;
      used[partition] = at;
      if (at === PARTITION_BUFFER_WORDS) flush(partition);
    },
    visit(group) {
      for (let partition = 0; partition < PARTITIONS; partition++) {
        flush(partition);
        const records = new Uint32Array(written[partition]! / 4);
        const bytes = Buffer.from(records.buffer);
        for (let done = 0; done < bytes.length; )
          done += readSync(files[partition]!, bytes, done, Math.min(bytes.length - done, 1 << 30), done);
        visitSorted(records, group);
      }
    },
    close() {
      for (const file of files) closeSync(file);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function visitSorted(records: Uint32Array, visit: (group: RowGroup) => void): void {
  const order = sortedOrder(records);
  let start = 0;
  let high = 0;
  let low = 0;
  let length = 0;
  const group: RowGroup = {
    get high() {
      return high;
    },
    get low() {
      return low;
    },
    get length() {
      return length;
    },
    tag: (index) => records[order[start + index]! * WORDS + 2]!,
    row: (index) => records[order[start + index]! * WORDS + 3]!,
  };
  while (start < order.length) {
    const at = order[start]! * WORDS;
    high = records[at]!;
    low = records[at + 1]!;
    length = 1;
    while (start + length < order.length) {
      const next = order[start + length]! * WORDS;
      if (records[next] !== high || records[next + 1] !== low) break;
      length++;
    }
    visit(group);
    start += length;
  }
}

/** Stable radix sort by the key: four passes of 16 bits over record numbers. */
function sortedOrder(records: Uint32Array): Uint32Array {
  const count = records.length / WORDS;
  let order = Uint32Array.from({ length: count }, (_, index) => index);
  let other = new Uint32Array(count);
  const starts = new Uint32Array(1 << 16);
  for (const [word, shift] of [
    [1, 0],
    [1, 16],
    [0, 0],
    [0, 16],
  ] as const) {
    starts.fill(0);
    for (let at = word; at < records.length; at += WORDS) starts[(records[at]! >>> shift) & 0xffff]!++;
    let sum = 0;
    for (let digit = 0; digit < starts.length; digit++) {
      const here = starts[digit]!;
      starts[digit] = sum;
      sum += here;
    }
    for (let index = 0; index < count; index++) {
      const record = order[index]!;
      const digit = (records[record * WORDS + word]! >>> shift) & 0xffff;
      other[starts[digit]!++] = record;
    }
    [order, other] = [other, order];
  }
  return order;
}
