/** @file Choosing among recipes: a list of candidates, a budget, a rule. */
export { autoBaseline, baselineCandidates } from "./baseline-candidates.ts";
export { findBest, type Trial, type TriedCandidate, tryCandidates } from "./try-candidates.ts";
