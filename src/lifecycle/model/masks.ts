/** @file Which places of a padded batch hold tokens, and what stands in the others. */
import { cast, type Tensor, unsqueeze } from "../../numeric/graph/index.ts";

/** Below any score; not infinite, so that later tools that compute ranges of values cope. */
export const LOWEST = -3.4028234663852886e38;

/** bool [batch, tokens, 1] from an attention mask [batch, tokens] */
export function isToken(attentionMask: Tensor): Tensor {
  return unsqueeze(cast(attentionMask, "bool"), [2]);
}
