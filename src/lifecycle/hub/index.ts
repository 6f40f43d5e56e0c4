/** @file The Hugging Face Hub and its mirrors: the only place that fetches anything, and only when it is asked to. */
export { downloadFiles } from "./download-files.ts";
export type { HubClient } from "./hub-request.ts";
export { hubSettings } from "./hub-settings.ts";
export { listHubFiles } from "./list-files.ts";
export { requireRepository, requireRevision } from "./repository.ts";
