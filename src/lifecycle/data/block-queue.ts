/** @file Texts gathered into blocks whose memory is used again once the reader has asked for the next block. */
import type { TextBlock } from "../text/index.ts";

/** Gathers texts and hands blocks of them to one reader. */
export interface BlockQueue {
  /** Adds a text; its bytes are copied. */
  add(text: Uint8Array, label: string): void;
  /** Waits until the reader has taken every full block. */
  settle(): Promise<void>;
  /** Ends the blocks: the reader gets what is left. */
  end(): void;
  /** Ends the blocks: the reader gets the full ones, and then this thrown. */
  fail(error: unknown): void;
  /** To be read once. `stopped` is called when the reader has had enough, or all. */
  blocks(stopped: () => Promise<unknown>): AsyncGenerator<TextBlock>;
}

const BLOCK_BYTES = 1 << 20;
const BLOCK_ROWS = 1 << 15;

interface BlockMemory {
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  readonly offsets: Float64Array<SharedArrayBuffer>;
}

/** Starts without texts. */
export function createBlockQueue(): BlockQueue {
  const ready: { readonly memory: BlockMemory; readonly labels: readonly string[] }[] = [];
  const free: BlockMemory[] = [];
  let memory: BlockMemory | undefined;
  let labels: string[] = [];
  let used = 0;
  let isEnded = false;
  let failure: { readonly error: unknown } | undefined;
  let wakeReader = () => {};
  let wakeWriter = () => {};

  function memoryFor(bytes: number): BlockMemory {
    if (bytes <= BLOCK_BYTES) {
      const again = free.pop();
      if (again !== undefined) return again;
    }
    const room = Math.max(bytes, BLOCK_BYTES);
    return {
      bytes: new Uint8Array(new SharedArrayBuffer(room)),
      offsets: new Float64Array(new SharedArrayBuffer((BLOCK_ROWS + 1) * 8)),
    };
  }

  function flush(): void {
    if (memory === undefined) return;
    ready.push({ memory, labels });
    memory = undefined;
    labels = [];
    used = 0;
    wakeReader();
  }

  return {
    add(text, label) {
      if (memory !== undefined && (used + text.length > memory.bytes.length || labels.length === BLOCK_ROWS)) flush();
      memory ??= memoryFor(text.length);
      memory.bytes.set(text, used);
      used += text.length;
      labels.push(label);
      memory.offsets[labels.length] = used;
    },
    async settle() {
      while (ready.length > 0 && !isEnded)
        await new Promise<void>((resolve) => {
          wakeWriter = resolve;
        });
    },
    end() {
      flush();
      isEnded = true;
      wakeReader();
    },
    fail(error) {
      failure = { error };
      isEnded = true;
      wakeReader();
    },
    async *blocks(stopped) {
      try {
        for (;;) {
          while (ready.length === 0 && !isEnded)
            await new Promise<void>((resolve) => {
              wakeReader = resolve;
            });
          const next = ready.shift();
          if (next === undefined) break;
          const { bytes, offsets } = next.memory;
          const { length } = next.labels;
          yield { texts: { length, bytes: bytes.subarray(0, offsets[length]!), offsets }, labels: next.labels };
          if (bytes.length === BLOCK_BYTES) free.push(next.memory);
          if (ready.length === 0) wakeWriter();
        }
        if (failure !== undefined) throw failure.error;
      } finally {
        isEnded = true;
        wakeWriter();
        await stopped();
      }
    },
  };
}
