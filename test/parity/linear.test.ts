/** @file Logistic regression against scikit-learn's, on real texts. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fitLogistic } from "../../src/numeric/linear/index.ts";
import { askLinearPeer, assertClose, banking, imdb, type PeerCase } from "./linear-peer.ts";
import { withoutPeers } from "./peer-python.ts";
import { withoutData } from "./shared-data.ts";

const logistic = { model: "logistic", parameters: { C: 1 } } as const;

describe("logistic regression agrees with scikit-learn", {
  skip: withoutPeers() || withoutData(banking.file, imdb.file),
}, () => {
  const cases: readonly (PeerCase & { readonly name: string; readonly parameters: { readonly C: number } })[] = [
    // More features than rows, and the other way round.
    { name: "IMDb's sample", ...imdb, ...logistic, parameters: { C: 10 }, min_df: 1, weighted: false },
    {
      ...{ name: "IMDb's sample, few features, weighted", ...imdb, ...logistic },
      ...{ parameters: { C: 0.5 }, min_df: 20, weighted: true },
    },
    { name: "Banking77's 77 intents", ...banking, ...logistic, min_df: 3, weighted: false },
  ];
  for (const { name, ...peer } of cases)
    test(name, async () => {
      const { matrix, labelIds, classes, sampleWeights, coefficients, intercepts } = await askLinearPeer(peer);
      const fit = await fitLogistic(matrix, labelIds, {
        ...{ classes, c: peer.parameters.C, sampleWeights, maxIterations: 20_000, tolerance: 1e-9, threads: 2 },
      });
      assert.equal(fit.converged, true);
      // Both searches stop within 1e-9 of a zero gradient; how far the weights are then depends on the curvature.
      assertClose("coefficients", fit.coefficients, coefficients, 2e-5);
      // Only differences between the intercepts of several classes decide: they are compared around their mean.
      assertClose("intercepts", centred(fit.intercepts), centred(intercepts), 2e-5);
    });
});

function centred(values: Float64Array): Float64Array {
  if (values.length === 1) return values;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}
