/**
 * @file Every allowed arrow between the folders of `src`, in one table. `scripts/check-arrows.ts` fails on any other,
 * on cycles of any length, on an import that passes by a folder's `index.ts`, and when it saw fewer modules than exist.
 */

/** Folder → the folders whose `index.ts` it may import. A folder that is not listed may not exist. */
const arrows = {
  foundation: [],

  "numeric/sparse": ["foundation"],
  "numeric/graph": ["foundation"],
  "numeric/onnx": ["foundation", "numeric/graph"],
  "numeric/runtime": ["foundation", "numeric/graph"],
  "numeric/kernels": ["foundation"],
  "numeric/quantise": ["foundation"],
  "numeric/optimise": ["foundation", "numeric/kernels", "numeric/sparse"],
  "numeric/linear": ["foundation", "numeric/kernels", "numeric/sparse", "numeric/optimise"],

  "lifecycle/labels": ["foundation"],
  "lifecycle/text": ["foundation", "numeric/sparse"],
  "lifecycle/data": ["foundation", "lifecycle/labels", "lifecycle/text"],
  "lifecycle/blobs": ["foundation"],
  "lifecycle/data-versions": ["foundation", "lifecycle/blobs", "lifecycle/data"],
  "lifecycle/metrics": ["foundation", "lifecycle/labels"],
  "lifecycle/calibration": ["foundation", "numeric/graph", "numeric/onnx", "numeric/runtime"],
  "lifecycle/transformer": ["foundation", "numeric/graph"],
  "lifecycle/hub": ["foundation"],
  "lifecycle/safetensors": ["foundation", "numeric/graph"],
  "lifecycle/pretrained": ["foundation", "lifecycle/text", "lifecycle/safetensors", "lifecycle/transformer"],
  "lifecycle/bundle": [
    "foundation",
    "numeric/graph",
    "numeric/onnx",
    "numeric/runtime",
    "numeric/sparse",
    "lifecycle/labels",
    "lifecycle/text",
    "lifecycle/safetensors",
  ],
  "lifecycle/embedding": [
    "foundation",
    "numeric/*",
    "lifecycle/text",
    "lifecycle/transformer",
    "lifecycle/pretrained",
    "lifecycle/bundle",
  ],
  "lifecycle/generation": [
    "foundation",
    "numeric/*",
    "lifecycle/text",
    "lifecycle/transformer",
    "lifecycle/pretrained",
  ],
  "lifecycle/recipe": [
    "foundation",
    "lifecycle/labels",
    "lifecycle/text",
    "lifecycle/model",
    "lifecycle/training",
    "lifecycle/evaluation",
  ],
  "lifecycle/model": [
    "foundation",
    "numeric/*",
    "lifecycle/labels",
    "lifecycle/text",
    "lifecycle/metrics",
    "lifecycle/calibration",
    "lifecycle/transformer",
  ],
  "lifecycle/training": [
    "foundation",
    "numeric/*",
    "lifecycle/labels",
    "lifecycle/text",
    "lifecycle/metrics",
    "lifecycle/calibration",
    "lifecycle/model",
    "lifecycle/transformer",
    "lifecycle/pretrained",
    "lifecycle/bundle",
  ],
  "lifecycle/evaluation": [
    "foundation",
    "lifecycle/labels",
    "lifecycle/text",
    "lifecycle/metrics",
    "lifecycle/calibration",
    "lifecycle/bundle",
  ],
  "lifecycle/quality": [
    "foundation",
    "numeric/*",
    "lifecycle/labels",
    "lifecycle/text",
    "lifecycle/data",
    "lifecycle/metrics",
    "lifecycle/training",
    "lifecycle/recipe",
    "lifecycle/evaluation",
  ],
  "lifecycle/export": [
    "foundation",
    "lifecycle/labels",
    "lifecycle/model",
    "lifecycle/bundle",
    "lifecycle/safetensors",
    "lifecycle/transformer",
  ],
  "lifecycle/automl": ["foundation"],
  "lifecycle/serving": [
    "foundation",
    "lifecycle/text",
    "lifecycle/bundle",
    "lifecycle/embedding",
    "lifecycle/generation",
  ],

  "storage/files": ["foundation", "lifecycle/blobs", "lifecycle/pretrained"],
  "storage/sql": ["foundation", "lifecycle/data-versions", "lifecycle/pretrained"],
  "storage/sqlite": ["foundation", "storage/sql"],
  "storage/home": ["foundation", "lifecycle/*", "storage/*"],

  api: [],
  actions: ["foundation", "numeric/*", "lifecycle/*", "api"],
  server: ["foundation", "lifecycle/*", "api", "actions"],
  cli: ["foundation", "lifecycle/*", "storage/*", "api", "actions", "server"],
};

/** npm package → the only folder, with those inside it, that may import it. */
const doors = {
  "onnxruntime-node": "numeric/runtime",
  "@duckdb/node-api": "lifecycle/data",
  kysely: "storage",
  eld: "lifecycle/text",
  entities: "lifecycle/text",
  "unicode-emoji-json": "lifecycle/text",
};

const folders = Object.keys(arrows);
const contract = (folder) => `^src/${folder.replace("*", "[^/]+")}/index\\.ts$`;

/** Schemas of settings are zod-only files that `api`, and a schema composed of others, may import past `index.ts`. */
const configFile = "\\.config\\.ts$";
const importsConfigFiles = new Set([
  "api",
  "lifecycle/recipe",
  "lifecycle/model",
  "lifecycle/training",
  "lifecycle/bundle",
  "lifecycle/quality",
]);

export default {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-unlisted-folder",
      severity: "error",
      from: { path: "^src/.+/", pathNot: folders.map((folder) => `^src/${folder}/`) },
      to: {},
    },
    { name: "no-unresolved", severity: "error", from: {}, to: { couldNotResolve: true } },
    ...folders.map((folder) => ({
      name: `arrows-of-${folder.replace("/", "-")}`,
      severity: "error",
      from: { path: `^src/${folder}/` },
      to: {
        path: "^src/",
        pathNot: [
          `^src/${folder}/`,
          ...arrows[folder].map(contract),
          ...(importsConfigFiles.has(folder) ? [configFile] : []),
        ],
      },
    })),
    {
      name: "config-files-import-only-schemas",
      severity: "error",
      from: { path: configFile },
      to: { path: "^src/", pathNot: configFile },
    },
    {
      name: "api-runs-in-a-browser",
      severity: "error",
      from: { path: ["^src/api/", configFile], pathNot: "\\.test\\.ts$" },
      to: { pathNot: ["^src/", "(^|/)node_modules/(zod|yaml)/"] },
    },
    ...Object.entries(doors).map(([name, folder]) => ({
      name: `one-door-to-${name.replace(/[@/]/g, "")}`,
      severity: "error",
      from: { path: "^src/", pathNot: `^src/${folder}/` },
      to: { path: `(^|/)node_modules/${name}/` },
    })),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.assembly\\.ts$" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["lexops-source", "node", "import", "default", "types"],
    },
  },
};
