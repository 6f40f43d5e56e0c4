/** @file Every detector, in the order they run. */
import { createCatalog } from "../../foundation/index.ts";
import type { Detector } from "./detector.ts";
import { duplicates } from "./detectors/duplicates.ts";
import { encoding } from "./detectors/encoding.ts";
import { imbalance } from "./detectors/imbalance.ts";
import { labelErrors } from "./detectors/label-errors.ts";
import { labelLeaks } from "./detectors/label-leaks.ts";
import { labelTypos } from "./detectors/label-typos.ts";
import { language } from "./detectors/language.ts";
import { nearEmpty } from "./detectors/near-empty.ts";
import { outliers } from "./detectors/outliers.ts";
import { personalData } from "./detectors/personal-data.ts";
import { shift } from "./detectors/shift.ts";

/** Detectors by name. */
export const detectors = createCatalog<Detector>("detector", {
  duplicates,
  "label-errors": labelErrors,
  "label-leaks": labelLeaks,
  "near-empty": nearEmpty,
  outliers,
  language,
  encoding,
  imbalance,
  "label-typos": labelTypos,
  shift,
  "personal-data": personalData,
});
