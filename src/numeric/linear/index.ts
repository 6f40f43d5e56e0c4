/** @file Linear models over compressed rows, fitted in parallel without a graph. */
export { LabelMismatchError } from "./errors.ts";
export { fitLogistic, type LogisticFit, type LogisticOptions } from "./logistic.ts";
