/** @file Fails on any import that the table in `.dependency-cruiser.mjs` does not allow, and when modules went unseen. */
import { globSync } from "node:fs";
import path from "node:path";
import { cruise, type IConfiguration, type ICruiseResult } from "dependency-cruiser";

const root = path.resolve(import.meta.dirname, "..");
const config = (await import(path.join(root, ".dependency-cruiser.mjs"))) as { default: IConfiguration };
const { forbidden = [], options = {} } = config.default;

const { output } = await cruise(["src"], { ...options, ruleSet: { forbidden }, validate: true, baseDir: root });
const { modules, summary } = output as ICruiseResult;

const files = globSync("src/**/*.ts", { cwd: root, exclude: ["**/*.assembly.ts"] }).map((file) =>
  file.replaceAll("\\", "/"),
);
const seen = new Set(modules.map(({ source }) => source));
const unseen = files.filter((file) => !seen.has(file));
const arrowsSeen = modules.flatMap(({ dependencies }) => dependencies).length;

for (const { rule, from, to, cycle } of summary.violations)
  console.error(`${rule.name}: ${from} → ${cycle === undefined ? to : cycle.map(({ name }) => name).join(" → ")}`);
for (const file of unseen) console.error(`not seen: ${file}`);
if (summary.violations.length > 0 || unseen.length > 0 || arrowsSeen === 0) process.exit(1);
console.log(`Arrows: ${files.length} modules, ${arrowsSeen} imports, all allowed.`);
