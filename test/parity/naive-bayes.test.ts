/** @file Naive Bayes against scikit-learn's, on real texts. */
import { describe, test } from "node:test";
import { fitNaiveBayes } from "../../src/numeric/linear/index.ts";
import { askLinearPeer, assertClose, banking, imdb, type PeerCase } from "./linear-peer.ts";
import { withoutPeers } from "./peer-python.ts";
import { withoutData } from "./shared-data.ts";

const multinomial = { model: "multinomial", parameters: { alpha: 0.3 } } as const;
const complement = { model: "complement", parameters: { alpha: 1 } } as const;

describe("naive Bayes agrees with scikit-learn", {
  skip: withoutPeers() || withoutData(banking.file, imdb.file),
}, () => {
  for (const [name, peer] of Object.entries<PeerCase>({
    "multinomial, two labels, weighted": { ...imdb, ...multinomial, min_df: 1, weighted: true },
    "multinomial, 77 labels, no priors": {
      ...{ ...banking, ...multinomial, min_df: 2, weighted: false },
      parameters: { alpha: 1, fit_prior: false },
    },
    "complement, 77 labels": { ...banking, ...complement, min_df: 2, weighted: true },
    "complement, normalised": {
      ...{ ...imdb, ...complement, min_df: 2, weighted: false },
      parameters: { alpha: 0.5, norm: true },
    },
  }))
    test(name, async () => {
      const { matrix, labelIds, classes, sampleWeights, coefficients, intercepts } = await askLinearPeer(peer);
      const {
        alpha,
        norm = false,
        fit_prior = true,
      } = peer.parameters as { readonly alpha: number; readonly norm?: boolean; readonly fit_prior?: boolean };
      const variant = peer.model === "complement" ? "complement" : "multinomial";
      const options = { variant, classes, alpha, norm, fitPrior: fit_prior, sampleWeights } as const;
      const fit = fitNaiveBayes(matrix, labelIds, options);
      assertClose("weights", fit.weights, coefficients, 1e-10);
      assertClose("intercepts", fit.intercepts, intercepts, 1e-10);
    });
});
