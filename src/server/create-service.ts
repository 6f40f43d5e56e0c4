import type { Served } from "../lifecycle/serving/index.ts";
import { createBundleService } from "./bundle-service.ts";
import { createEmbedService } from "./embed-service.ts";
import { createGenerateService } from "./generate-service.ts";
import type { Service } from "./route.ts";
import type { ServeOptions } from "./serve-options.ts";

/** The service of whatever is served. */
export function createService(served: Served, options: ServeOptions): Service {
  if ("embedder" in served) return createEmbedService(served, options);
  return "generator" in served ? createGenerateService(served, options) : createBundleService(served, options);
}
