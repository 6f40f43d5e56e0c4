/** @file A worker thread of this folder. */
import { serveTasks } from "../../../foundation/index.ts";
import { markLargeBuckets, matchBands } from "./match-bands.ts";
import { sketchTexts } from "./sketch-texts.ts";

serveTasks({ sketchTexts, markLargeBuckets, matchBands });
