/** @file Linear support vector machines against scikit-learn's LinearSVC, on real texts. */
import { describe, test } from "node:test";
import { fitLinearSvm } from "../../src/numeric/linear/index.ts";
import { askLinearPeer, assertClose, banking, imdb, type PeerCase } from "./linear-peer.ts";
import { withoutPeers } from "./peer-python.ts";
import { withoutData } from "./shared-data.ts";

const settings = { model: "svm", parameters: { C: 0.5 } } as const;

describe("linear SVMs agree with scikit-learn", {
  skip: withoutPeers() || withoutData(banking.file, imdb.file),
}, () => {
  for (const [name, peer] of Object.entries<PeerCase>({
    "two labels, weighted": { ...imdb, ...settings, min_df: 5, weighted: true },
    "77 labels, each against the rest": {
      ...banking,
      ...settings,
      parameters: { C: 0.05 },
      min_df: 80,
      weighted: false,
    },
  }))
    test(name, async () => {
      const { matrix, labelIds, classes, sampleWeights, coefficients, intercepts } = await askLinearPeer(peer);
      const fit = await fitLinearSvm(matrix, labelIds, {
        ...{
          classes,
          c: peer.parameters["C"] as number,
          sampleWeights,
          maxIterations: 100_000,
          tolerance: 1e-8,
          threads: 2,
          seed: 3,
        },
      });
      assertClose("coefficients", fit.coefficients, coefficients, 2e-5);
      assertClose("intercepts", fit.intercepts, intercepts, 2e-5);
    });
});
