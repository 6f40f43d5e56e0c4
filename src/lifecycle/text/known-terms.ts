/** @file From a list of terms to a counter that knows them. */
import type { AnalysisPlan } from "./analysis-plan.ts";
import { BadVocabularyError } from "./errors.ts";
import { ROOT } from "./pair-table.ts";
import { type CounterSnapshot, TermCounter } from "./term-counter.ts";
import type { TermList } from "./term-list.ts";
import { decodeAt, sizeOf } from "./utf8-bytes.ts";

/** Between the tokens of an n-gram. */
const SPACE = 0x20;

/** A counter's terms, and for each of its nodes the place in the list, or -1. @throws BadVocabularyError */
export function knownTerms(
  file: string,
  plan: AnalysisPlan,
  terms: TermList,
): { readonly snapshot: CounterSnapshot; readonly placeOf: Int32Array } {
  const counter = new TermCounter(plan, terms.bytes.length);
  const nodes = addTerms(counter, plan, terms);
  const placeOf = new Int32Array(new SharedArrayBuffer(counter.nodes * 4)).fill(-1);
  for (let term = 0; term < terms.length; term++) {
    const node = nodes[term]!;
    if (node < 0) throw new BadVocabularyError(file, `line ${term + 1} is empty or a stop word`);
    if (placeOf[node] !== -1) throw new BadVocabularyError(file, `line ${term + 1} repeats an earlier term`);
    placeOf[node] = term;
  }
  return { snapshot: counter.snapshot(), placeOf };
}

/**
 * [terms] The node of each, negative where it is empty or a stop word. A term goes on from the longest beginning that it
 * shares with the one before, so that a sorted list costs little more than last symbols.
 */
function addTerms(counter: TermCounter, { kind }: AnalysisPlan, { bytes, offsets, length }: TermList): Int32Array {
  const nodes = new Int32Array(length);
  const ofTokens = kind === "runs" || kind === "words";
  const gap = ofTokens ? 1 : 0;
  /** Of the latest term: the node of each of its beginnings, and the bytes that these have. */
  const path: number[] = [];
  const sizes: number[] = [];
  for (let term = 0; term < length; term++) {
    const start = offsets[term]!;
    const end = offsets[term + 1]!;
    if (kind === "terms") {
      nodes[term] = counter.addToken(bytes, start, end);
      continue;
    }
    const before = offsets[Math.max(0, term - 1)]!;
    const most = Math.min(end - start, start - before);
    let same = 0;
    while (same < most && bytes[start + same] === bytes[before + same]) same++;
    let depth = 0;
    while (depth < path.length && sizes[depth]! <= same && endsSymbol(start + sizes[depth]!, end)) depth++;
    path.length = depth;
    sizes.length = depth;

    let node = path.at(-1) ?? ROOT;
    for (let at = depth === 0 ? start : start + sizes[depth - 1]! + gap; at < end; at += gap) {
      const first = at;
      if (ofTokens) {
        while (at < end && bytes[at] !== SPACE) at++;
        const symbol = counter.addToken(bytes, first, at);
        node = path.length === 0 ? symbol : counter.addGram(node, symbol);
      } else {
        const symbol = decodeAt(bytes, at);
        at += sizeOf(symbol);
        node = counter.addGram(node, symbol);
      }
      path.push(node);
      sizes.push(at - start);
    }
    nodes[term] = node === ROOT ? -1 : node;
  }
  return nodes;

  function endsSymbol(at: number, end: number): boolean {
    return !ofTokens || at === end || bytes[at] === SPACE;
  }
}
