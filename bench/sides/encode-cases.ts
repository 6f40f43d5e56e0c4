/** @file The cases of encode-1, encode-32 and encode-javascript: texts of 32 and of 128 tokens. */
import path from "node:path";
import type { BenchmarkCase, Measurement } from "../harness.ts";
import { ourSteps, type Steps } from "../stepwise.ts";

/** MiniLM, read in place. */
export const encoderFolder = path.resolve(import.meta.dirname, "../../../shared/models/all-minilm-l6-v2");

const LARGEST_DIFFERENCE = 1e-4;

/** For each length a case; a turn is the middle of several batches of each side. Both sides' embeddings must agree. */
export function encodeCases(batch: number, peerOf: (batch: string, tokens: string) => Steps): BenchmarkCase[] {
  return ["32", "128"].map((tokens) => {
    const own = ourSteps("sides/encode.ts", [encoderFolder, `${batch}`, tokens]);
    const peer = peerOf(`${batch}`, tokens);
    const count = batch === 1 ? 15 : 3;
    let mine: Measurement | undefined;
    return {
      name: `${batch} × ${tokens}`,
      ours: async () => {
        mine = await own(count);
        return mine;
      },
      peer: async () => {
        const other = await peer(count);
        for (const number of ["first", "last"]) {
          const difference = Math.abs(Number(mine!.facts![number]) - Number(other.facts![number]));
          if (!(difference <= LARGEST_DIFFERENCE))
            throw new Error(`The ${number} numbers of the embeddings differ by ${difference}.`);
        }
        return other;
      },
    };
  });
}
