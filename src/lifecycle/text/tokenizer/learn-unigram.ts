/**
 * @file Unigram learnt as SentencePiece's (Kudo 2018), with the settings of the tokenizers package: pieces that repeat, then
 * expectation and maximisation by turns, and each time those pieces go whose loss costs least likelihood.
 */
import { type CountedCharacters, countedCharacters } from "./counted-characters.ts";
import type { LearnContext, LearnKind } from "./learn-kind.ts";
import { repeatedPieces } from "./repeated-pieces.ts";
import {
  expectedCounts,
  likeliestCounts,
  openLattice,
  rescore,
  secondBest,
  UNKNOWN,
  type UnigramLattice,
} from "./unigram-lattice.ts";
import { scoreToWrite } from "./unigram-score.ts";

const MOST_SEEDS = 1_000_000;
const LONGEST_PIECE = 16;
const STEPS_BETWEEN_PRUNINGS = 2;
/** At least this part of the pieces is left by one pruning. */
const KEPT_BY_PRUNING = 0.75;
/** Pruning ends with this many pieces for each one that is wanted; the last ones go by the order of their loss. */
const SURPLUS = 1.1;
/** Pieces that are expected less often leave. */
const LEAST_EXPECTED = 0.5;
/** Characters that are no piece any more come back as the least likely ones, this far apart. */
const BETWEEN_RARE_CHARACTERS = 0.0001;

const specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"];
const metaspace = { type: "Metaspace", replacement: "▁", prepend_scheme: "always", split: true };
const around = (id: "<s>" | "</s>") => ({ SpecialToken: { id, type_id: 0 } });
const text = (id: "A" | "B") => ({ Sequence: { id, type_id: 0 } });

/** The kind; special tokens as XLM-RoBERTa has them. */
export const unigramKind: LearnKind = {
  specials,
  // A text's own sign for a space decides whether another one is put before it.
  chunks: (text) => (text.includes(metaspace.replacement) ? [text] : text.split(/[ \t\n\r]+/)),
  parts: ({ lowercase }) => ({
    normalizer: {
      type: "Sequence",
      normalizers: [
        { type: "NFKC" },
        ...(lowercase ? [{ type: "Lowercase" }] : []),
        { type: "Replace", pattern: { Regex: "\\s+" }, content: " " },
        { type: "Strip", strip_left: true, strip_right: true },
      ],
    },
    pre_tokenizer: metaspace,
    decoder: metaspace,
  }),
  postProcessor: {
    type: "TemplateProcessing",
    single: [around("<s>"), text("A"), around("</s>")],
    pair: [around("<s>"), text("A"), around("</s>"), around("</s>"), text("B"), around("</s>")],
    special_tokens: Object.fromEntries(
      ["<s>", "</s>"].map((id) => [id, { id, ids: [specials.indexOf(id)], tokens: [id] }]),
    ),
  },
  learn(counts, { vocabularySize }, context) {
    const pieces = learnPieces(countedCharacters(counts), vocabularySize - specials.length, context);
    const vocab = [...specials.map((token) => [token, 0] as const), ...pieces];
    const model = { type: "Unigram", unk_id: specials.indexOf("<unk>"), vocab, byte_fallback: false };
    return { model, tokens: vocab.length };
  },
};

/**
 * Pieces with their log-probabilities, the likeliest first: all characters, and others until there are `wanted`.
 * @throws CancelledError
 */
export function learnPieces(
  characters: CountedCharacters,
  wanted: number,
  context: LearnContext,
): readonly (readonly [piece: string, score: number])[] {
  context.progress({ task: "Finding pieces that repeat", done: 0, total: characters.counts.length, unit: "words" });
  const found = repeatedPieces(characters, { most: MOST_SEEDS, longest: LONGEST_PIECE });
  context.throwIfCancelled();
  const aim = Math.floor((wanted + specials.length) * SURPLUS);
  let lattice = openLattice(characters, found);
  let order: readonly number[] = Array.from(found.lengths.keys());
  const report = reporter(characters, order.length, aim, context);
  for (;;) {
    for (let step = 0; step < STEPS_BETWEEN_PRUNINGS; step++) {
      const scores = maximise(expectedCounts(lattice, report.at));
      order = order.filter((piece) => scores[piece] !== Number.NEGATIVE_INFINITY);
      lattice = rescore(lattice, scores);
      report.next();
    }
    // The unknown piece counts as one.
    if (order.length + 1 <= aim) break;
    const kept = prune(lattice, order, aim, report.at);
    report.next();
    if (kept.length === order.length) break;
    const scores = new Float64Array(lattice.scores.length).fill(Number.NEGATIVE_INFINITY);
    for (const piece of kept) scores[piece] = lattice.scores[piece]!;
    order = kept;
    lattice = rescore(lattice, scores);
  }
  report.finish();
  return choose(lattice, order, wanted);
}

/** The M step with a sparse prior (Liang & Klein 2007, "Structured Bayesian nonparametric models"): [pieces] scores. */
function maximise(expected: Float64Array): Float64Array {
  let sum = 0;
  for (const count of expected) if (count >= LEAST_EXPECTED) sum += count;
  const total = digamma(sum);
  return expected.map((count) => (count < LEAST_EXPECTED ? Number.NEGATIVE_INFINITY : digamma(count) - total));
}

/** The derivative of the logarithm of the gamma function, for positive numbers, to about 1e-10 (an asymptotic series). */
export function digamma(value: number): number {
  let result = 0;
  let x = value;
  for (; x < 7; x++) result -= 1 / x;
  x -= 0.5;
  const square = 1 / (x * x);
  const fourth = square * square;
  return (
    result +
    Math.log(x) +
    square / 24 -
    (7 / 960) * fourth +
    (31 / 8064) * fourth * square -
    (127 / 30720) * fourth * fourth
  );
}

/** The pieces that stay: those that nothing else can spell, then those whose loss would cost most. */
function prune(
  lattice: UnigramLattice,
  order: readonly number[],
  aim: number,
  report: (word: number) => void,
): readonly number[] {
  const { counts, unknown } = likeliestCounts(lattice, report);
  const sum = counts.reduce((left, right) => left + right, unknown);
  const words = lattice.characters.counts.reduce((left, right) => left + right, 0);
  const kept: number[] = [];
  const losses: { readonly piece: number; readonly loss: number }[] = [];
  for (const piece of order) {
    const count = counts[piece]!;
    if (lattice.pieces.lengths[piece] === 1) {
      kept.push(piece);
      continue;
    }
    if (count === 0) continue;
    const others = secondBest(lattice, piece);
    if (others === null) {
      kept.push(piece);
      continue;
    }
    // Each time the piece was chosen, the others are chosen instead.
    const sumWithout = Math.log(sum + count * (others.length - 1));
    let logWithout = 0;
    for (const other of others)
      logWithout += Math.log((other === UNKNOWN ? unknown : counts[other]!) + count) - sumWithout;
    losses.push({ piece, loss: (count / words) * (Math.log(count) - Math.log(sum) - logWithout) });
  }
  const most = Math.max(aim, Math.floor((order.length + 1) * KEPT_BY_PRUNING)) - 1;
  losses.sort((left, right) => right.loss - left.loss);
  for (const { piece } of losses) {
    if (kept.length >= most) break;
    kept.push(piece);
  }
  return kept;
}

function choose({ characters, pieces, scores }: UnigramLattice, order: readonly number[], wanted: number) {
  const spell = (piece: number) => {
    const place = pieces.places[piece]!;
    const ranks = characters.ranks.subarray(place, place + pieces.lengths[piece]!);
    return Array.from(ranks, (rank) => characters.alphabet[rank]!).join("");
  };
  let least = Number.POSITIVE_INFINITY;
  for (const piece of order) least = Math.min(least, scores[piece]!);
  let missing = 0;
  const chosen = characters.alphabet.slice(1).map((character, index): readonly [string, number] => {
    const score = scores[pieces.pieceOfRank[index + 1]!]!;
    return [character, score === Number.NEGATIVE_INFINITY ? least + BETWEEN_RARE_CHARACTERS * missing++ : score];
  });
  for (const piece of order) {
    if (chosen.length >= wanted) break;
    if (pieces.lengths[piece]! > 1) chosen.push([spell(piece), scores[piece]!]);
  }
  return chosen
    .toSorted((left, right) => right[1] - left[1])
    .map(([piece, score]) => [piece, scoreToWrite(score)] as const);
}

/** Tells of passes over the words; how many there will be is guessed from how fast pruning goes. */
function reporter({ counts }: CountedCharacters, pieces: number, aim: number, context: LearnContext) {
  const prunings = Math.max(0, Math.ceil(Math.log(aim / pieces) / Math.log(KEPT_BY_PRUNING)));
  const expected = STEPS_BETWEEN_PRUNINGS + prunings * (STEPS_BETWEEN_PRUNINGS + 1);
  const event = { task: "Fitting pieces", unit: "words" };
  let passes = 0;
  return {
    at(word: number) {
      context.throwIfCancelled();
      const total = Math.max(expected, passes + 1) * counts.length;
      context.progress({ ...event, done: passes * counts.length + word, total });
    },
    next() {
      passes++;
    },
    finish() {
      context.progress({ ...event, done: passes * counts.length, total: passes * counts.length, finished: true });
    },
  };
}
