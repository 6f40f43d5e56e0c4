/** @file Our side of writing with GPT-2: `generate-gpt2.ts FOLDER PROMPT`, 100 tokens greedily, two threads. */
import { openGenerator } from "../../src/lifecycle/generation/index.ts";
import { serveSteps } from "./stepwise.ts";

const [folder, prompt] = process.argv.slice(2) as [string, string];
const generator = await openGenerator(folder, { threads: 2 });
await serveSteps(async () => {
  const { tokens } = await generator.generate(prompt, { maxNewTokens: 100 });
  return { tokens: tokens.length, checksum: tokens.reduce((sum, id) => (sum * 31 + id) % 2_147_483_647, 0) };
}, 1);
await generator.close();
process.exit(0);
