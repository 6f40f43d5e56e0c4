/** @file Logistic regression over log-count ratios against the same made with scikit-learn, on real texts. */
import { describe, test } from "node:test";
import { fitNbLogistic } from "../../src/numeric/linear/index.ts";
import { askLinearPeer, assertClose, banking, imdb, type PeerCase } from "./linear-peer.ts";
import { withoutPeers } from "./peer-python.ts";
import { withoutData } from "./shared-data.ts";

const settings = { model: "nb-logistic", parameters: { C: 0.5 } } as const;

describe("log-count ratios agree with scikit-learn", {
  skip: withoutPeers() || withoutData(banking.file, imdb.file),
}, () => {
  for (const [name, peer] of Object.entries<PeerCase>({
    "two labels, weighted": { ...imdb, ...settings, min_df: 5, weighted: true },
    "77 labels, each against the rest": { ...banking, ...settings, min_df: 40, weighted: false },
  }))
    test(name, async () => {
      const { matrix, labelIds, classes, sampleWeights, coefficients, intercepts } = await askLinearPeer(peer);
      const fit = await fitNbLogistic(matrix, labelIds, {
        ...{ classes, alpha: 1, c: 0.5, sampleWeights, maxIterations: 20_000, tolerance: 1e-9, threads: 2 },
      });
      assertClose("coefficients", fit.coefficients, coefficients, 5e-5);
      assertClose("intercepts", fit.intercepts, intercepts, 5e-5);
    });
});
