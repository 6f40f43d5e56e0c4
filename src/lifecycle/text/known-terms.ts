/** @file From a list of terms to a counter that knows them. */
import type { AnalysisPlan } from "./analysis-plan.ts";
import { BadVocabularyError } from "./errors.ts";
import { type CounterSnapshot, TermCounter } from "./term-counter.ts";
import type { TermList } from "./term-list.ts";

/** A counter's terms, and for each of its nodes the place in the list, or -1. @throws BadVocabularyError */
export function knownTerms(
  file: string,
  plan: AnalysisPlan,
  { bytes, offsets, length }: TermList,
): { readonly snapshot: CounterSnapshot; readonly placeOf: Int32Array } {
  const counter = new TermCounter(plan);
  const nodes = new Int32Array(length);
  for (let term = 0; term < length; term++) {
    nodes[term] = counter.addTerm(bytes, offsets[term]!, offsets[term + 1]!);
    if (nodes[term]! < 0) throw new BadVocabularyError(file, `line ${term + 1} is empty or a stop word`);
  }
  const placeOf = new Int32Array(new SharedArrayBuffer(counter.nodes * 4)).fill(-1);
  for (let term = 0; term < length; term++) {
    if (placeOf[nodes[term]!] !== -1) throw new BadVocabularyError(file, `line ${term + 1} repeats an earlier term`);
    placeOf[nodes[term]!] = term;
  }
  return { snapshot: counter.snapshot(), placeOf };
}
