/** @file Linear models over compressed rows, fitted in parallel without a graph. */
export { fitLogistic } from "./logistic.ts";
export { fitNaiveBayes } from "./naive-bayes.ts";
export { fitOneVsRest } from "./one-vs-rest.ts";
