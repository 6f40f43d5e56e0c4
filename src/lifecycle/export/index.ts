/** @file Bundles in the formats of others. */
export { exportFormats } from "./catalog.ts";
