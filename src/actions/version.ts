/** @file The version of this package. */
import { createRequire } from "node:module";

const manifest = createRequire(import.meta.url)("../../package.json") as { readonly version: string };

/** As in package.json, for example "0.1.0". */
export const version: string = manifest.version;
