/** @file What a first try of any data should compare. */

/** Stands for the best of `baselineCandidates` wherever a recipe is named. */
export const autoBaseline = "auto-baseline";

/** Names of recipes, quickest first. */
export const baselineCandidates = ["majority", "logistic-regression", "nb-logistic-regression", "fast-text"];
