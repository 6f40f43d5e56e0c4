/** @file Several texts at once, of which the best is kept, as transformers searches. */
import { nothingRead, type ReadTexts, readOn, takeTexts } from "./cached-model.ts";
import type { Decoding } from "./decoding.ts";
import { largest } from "./largest.ts";
import { logProbabilities, penalizeRepetition } from "./scores.ts";

/** A text under way. */
interface Beam {
  readonly written: readonly number[];
  /** The sum of its tokens' log-probabilities. */
  readonly score: number;
}

/** A beam with one token more. */
interface Candidate extends Beam {
  /** The number of the beam that it continues. */
  readonly from: number;
  readonly ends: boolean;
}

/** Takes the score of a beam that has ended out of every comparison with those that go on. */
const ENDED = 1e9;

/** The best text's tokens, the one that ends it among them. @throws CancelledError */
export async function searchBeams(decoding: Decoding): Promise<readonly number[]> {
  const { session, config, prompt, settings, mostTokens, endIds } = decoding;
  const { numBeams, lengthPenalty, earlyStopping, repetitionPenalty } = settings;
  const candidatesKept = Math.max(2, 1 + endIds.length) * numBeams;
  let beams: readonly Beam[] = [{ written: [], score: 0 }];
  let finished: readonly Beam[] = []; // scores divided by the lengths' power, the best first
  let read: ReadTexts = nothingRead(config);
  let rows: readonly (readonly number[])[] = [prompt];
  for (let length = 1; ; length++) {
    decoding.throwIfCancelled();
    const step = await readOn(session, config, read, rows);
    const scored = beams.map(({ written }, beam) => {
      const scores = logProbabilities(logitsOf(step.logits, beam, beams.length));
      penalizeRepetition(scores, [...prompt, ...written], repetitionPenalty);
      return scores;
    });
    const candidates = bestCandidates(beams, scored, candidatesKept, (written) => {
      return written.length === mostTokens || endIds.includes(written.at(-1)!) || decoding.hasStopped(written);
    });
    const isFull = finished.length === numBeams;
    if (!(isFull && earlyStopping === true)) {
      const now = candidates
        .slice(0, numBeams)
        .filter(({ ends }) => ends)
        .map(({ written, score }) => ({ written, score: score / length ** lengthPenalty }));
      finished = best([...finished, ...now], numBeams);
    }
    const going = best(
      candidates.map((candidate) => ({ ...candidate, score: candidate.score - (candidate.ends ? ENDED : 0) })),
      numBeams,
    );
    const reach = earlyStopping === "never" && lengthPenalty > 0 ? mostTokens : length;
    const canImprove = finished.length < numBeams || going[0]!.score / reach ** lengthPenalty > finished.at(-1)!.score;
    const hasEnough = finished.length === numBeams && earlyStopping === true;
    if (!canImprove || hasEnough || candidates.every(({ ends }) => ends)) break;
    read = takeTexts(
      step.read,
      going.map(({ from }) => from),
    );
    rows = going.map(({ written }) => [written.at(-1)!]);
    beams = going;
  }
  const [{ written } = { written: [] }] = finished;
  written.forEach(decoding.onToken);
  return written;
}

function logitsOf(logits: Float32Array, row: number, rows: number): Float32Array {
  const size = logits.length / rows;
  return logits.subarray(row * size, (row + 1) * size);
}

/** The beams with the best next tokens, the best first. */
function bestCandidates(
  beams: readonly Beam[],
  scored: readonly Float32Array[],
  count: number,
  ends: (written: readonly number[]) => boolean,
): readonly Candidate[] {
  const all = scored.flatMap((scores, from) =>
    largest(scores, count).map((id) => ({ from, id, score: beams[from]!.score + scores[id]! })),
  );
  return best(all, count).map(({ from, id, score }) => {
    const written = [...beams[from]!.written, id];
    return { from, written, score, ends: ends(written) };
  });
}

function best<Scored extends { readonly score: number }>(all: readonly Scored[], count: number): readonly Scored[] {
  return all.toSorted((left, right) => right.score - left.score).slice(0, count);
}
