/** @file What every other folder stands on; it knows nothing of text or models. */
export { fillFileAtomic, syncPath, writeFileAtomic, writeFolderAtomic } from "./atomic-files.ts";

export { type Catalog, createCatalog } from "./catalog.ts";
export { type Clock, systemClock } from "./clock.ts";
export { canonicalJson, sha256, sha256File } from "./digest.ts";
export { CancelledError, type ErrorFacts, type ErrorKind, errorFacts, LexopsError } from "./errors.ts";
export { fileNameFault } from "./file-name.ts";
export { createHeap } from "./heap.ts";
export { siblingModule } from "./module-file.ts";
export { knownNames, nearest } from "./nearest.ts";
export { ignoreProgress, type Progress, type ProgressEvent } from "./progress.ts";
export { createRandom, type Random } from "./random.ts";
export { type ConfigFault, InvalidConfigError, parseConfig } from "./strict-config.ts";
export { parseStrictJson } from "./strict-json.ts";
export { createUnionFind } from "./union-find.ts";
export { type SharedMemory, webAssembly } from "./web-assembly.ts";
export { createWorkerPool, type TaskOptions, type WorkerPool } from "./worker-pool.ts";
export { serveTasks, type TaskContext, Transfer } from "./worker-tasks.ts";
