/** Bins of the reliability diagram. */
export const reliabilityBins = 10;
