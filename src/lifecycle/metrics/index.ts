/** @file Scores, intervals and paired tests: plain functions over predictions, with scikit-learn's definitions. */
export {};
