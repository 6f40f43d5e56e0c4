/** @file The memory that kernels compute in: allocated from the bottom up, released down to a mark. */

import { type SharedMemory, webAssembly } from "../../foundation/index.ts";
import { KernelMemoryError } from "./errors.ts";

const PAGE_BYTES = 65536;
const MAXIMUM_PAGES = 65536;
/** Rows of tables that start on a cache line load fastest. */
const ALIGNMENT = 64;

/** Typed arrays in one shared WebAssembly memory. Growing it never detaches arrays that were made before. */
export interface KernelMemory {
  /** What other threads need to work on the same numbers. */
  readonly memory: SharedMemory;
  /** An array of zeros. @throws KernelMemoryError */
  float32(length: number): Float32Array<SharedArrayBuffer>;
  /** An array of zeros. @throws KernelMemoryError */
  int32(length: number): Int32Array<SharedArrayBuffer>;
  /** An array of zeros. @throws KernelMemoryError */
  float64(length: number): Float64Array<SharedArrayBuffer>;
  /** An array of zeros. @throws KernelMemoryError */
  uint16(length: number): Uint16Array<SharedArrayBuffer>;
  /** An array of zeros. @throws KernelMemoryError */
  uint8(length: number): Uint8Array<SharedArrayBuffer>;
  /** Where the next array will be, for `release`. */
  mark(): number;
  /** Gives back everything allocated since `mark`; those arrays must not be used any more. */
  release(mark: number): void;
  /** The array that is already at this address. */
  float32At(address: number, length: number): Float32Array<SharedArrayBuffer>;
  /** The array that is already at this address. */
  int32At(address: number, length: number): Int32Array<SharedArrayBuffer>;
  /** Whether an array lives here. */
  holds(array: ArrayBufferView): boolean;
}

/** An empty memory; the operating system provides pages as they are used. */
export function createKernelMemory(): KernelMemory {
  return ownKernelMemory(createSharedMemory());
}

/** A memory to hand to other threads, one of which makes it its own. */
export function createSharedMemory(): SharedMemory {
  return new webAssembly.Memory({ initial: 1, maximum: MAXIMUM_PAGES, shared: true });
}

/** An empty memory in which this thread, and no other, allocates. */
export function ownKernelMemory(memory: SharedMemory): KernelMemory {
  // Each growth gives a longer buffer object over the same bytes; arrays over the older ones stay valid.
  const buffers = new Set<ArrayBufferLike>([memory.buffer]);
  let next = ALIGNMENT; // address 0 means "no array"
  let dirty = next; // below it, memory may have been used and released

  function allocate(bytes: number): number {
    const address = next;
    const end = address + Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    const available = memory.buffer.byteLength;
    if (end > available) grow(end - available, bytes);
    if (address < dirty) new Uint8Array(memory.buffer, address, Math.min(end, dirty) - address).fill(0);
    next = end;
    return address;
  }

  function grow(missing: number, wanted: number): void {
    const have = memory.buffer.byteLength / PAGE_BYTES;
    const needed = Math.ceil(missing / PAGE_BYTES);
    // In steps of an eighth, so that many small arrays don't grow it one by one.
    const pages = Math.min(Math.max(needed, have >> 3), MAXIMUM_PAGES - have);
    if (needed > MAXIMUM_PAGES - have) throw new KernelMemoryError(wanted, next);
    try {
      memory.grow(pages);
    } catch (error) {
      if (error instanceof RangeError) throw new KernelMemoryError(wanted, next);
      throw error;
    }
    buffers.add(memory.buffer);
  }

  const buffer = () => memory.buffer;
  return {
    ...views(memory, buffers),
    // The address first: allocating may replace the buffer.
    float32(length) {
      const address = allocate(length * 4);
      return new Float32Array(buffer(), address, length);
    },
    int32(length) {
      const address = allocate(length * 4);
      return new Int32Array(buffer(), address, length);
    },
    float64(length) {
      const address = allocate(length * 8);
      return new Float64Array(buffer(), address, length);
    },
    uint16(length) {
      const address = allocate(length * 2);
      return new Uint16Array(buffer(), address, length);
    },
    uint8(length) {
      const address = allocate(length);
      return new Uint8Array(buffer(), address, length);
    },
    mark: () => next,
    release(mark) {
      dirty = Math.max(dirty, next);
      next = mark;
    },
  };
}

/** A memory that another thread owns, to work on what is there. */
export function otherKernelMemory(memory: SharedMemory): KernelMemory {
  const refuse = () => {
    throw new Error("Only the thread that owns a memory allocates in it.");
  };
  return {
    ...views(memory, new Set([memory.buffer])),
    float32: refuse,
    int32: refuse,
    float64: refuse,
    uint16: refuse,
    uint8: refuse,
    mark: refuse,
    release: refuse,
  };
}

function views(
  memory: SharedMemory,
  buffers: Set<ArrayBufferLike>,
): Pick<KernelMemory, "memory" | "float32At" | "int32At" | "holds"> {
  const bufferTo = (end: number) => {
    // A thread hears of another's growth only when it next looks for interrupts; growing by nothing makes it look now.
    if (memory.buffer.byteLength < end) memory.grow(0);
    buffers.add(memory.buffer);
    return memory.buffer;
  };
  return {
    memory,
    float32At: (address, length) => new Float32Array(bufferTo(address + length * 4), address, length),
    int32At: (address, length) => new Int32Array(bufferTo(address + length * 4), address, length),
    holds: (array) => buffers.has(array.buffer),
  };
}
