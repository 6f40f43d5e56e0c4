/** @file HTTP over a predictor. */
export { httpStatuses } from "./http-statuses.ts";
export type { ServeOptions } from "./serve-options.ts";
export { type RunningServer, startServer } from "./start-server.ts";
