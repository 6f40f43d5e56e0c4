/** @file One text token by token: the most probable each time, or drawn by its probability. */
import { createRandom } from "../../foundation/index.ts";
import { nothingRead, readOn } from "./cached-model.ts";
import type { Decoding } from "./decoding.ts";
import { largest } from "./largest.ts";
import { keepTopK, keepTopP, logProbabilities, penalizeRepetition, temper } from "./scores.ts";

/** The tokens that are written, the one that ends the text among them. @throws CancelledError */
export async function writeOneText(decoding: Decoding): Promise<readonly number[]> {
  const { session, config, prompt, settings, mostTokens, endIds } = decoding;
  const choose = settings.doSample ? drawing(decoding) : (scores: Float32Array) => largest(scores, 1)[0]!;
  const written: number[] = [];
  let read = nothingRead(config);
  let next = prompt;
  while (written.length < mostTokens) {
    decoding.throwIfCancelled();
    const step = await readOn(session, config, read, [next]);
    penalizeRepetition(step.logits, [...prompt, ...written], settings.repetitionPenalty);
    const id = choose(step.logits);
    written.push(id);
    decoding.onToken(id);
    if (endIds.includes(id) || decoding.hasStopped(written)) break;
    read = step.read;
    next = [id];
  }
  return written;
}

function drawing({ settings: { temperature, topK, topP, seed } }: Decoding): (scores: Float32Array) => number {
  const random = createRandom(seed);
  return (logits) => {
    const scores = temper(logits, temperature);
    keepTopK(scores, topK);
    keepTopP(scores, topP);
    const probabilities = logProbabilities(scores).map(Math.exp);
    let rest = random.float() * probabilities.reduce((sum, share) => sum + share, 0);
    const drawn = probabilities.findIndex((share) => {
      rest -= share;
      return rest < 0;
    });
    return drawn < 0 ? largest(probabilities, 1)[0]! : drawn;
  };
}
