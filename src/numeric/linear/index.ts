/** @file Linear models over compressed rows, fitted in parallel without a graph. */
export { createFtrlProximal, type FtrlOptions } from "./ftrl-proximal.ts";
export { fitLinearSvm, fitLinearSvmSets } from "./linear-svm.ts";
export { fitLogistic } from "./logistic.ts";
export { fitNaiveBayes } from "./naive-bayes.ts";
export { fitNaiveBayesSets } from "./naive-bayes-sets.ts";
export { fitNbLogistic, fitNbLogisticSets } from "./nb-logistic.ts";
export { fitOneVsRest } from "./one-vs-rest.ts";
