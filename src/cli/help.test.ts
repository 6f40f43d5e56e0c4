import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { commandShape } from "./command-shape.ts";
import { commands, findCommand } from "./command-tree.ts";
import { exitCodes, renderExitCodes } from "./exit-codes.ts";
import { renderCommandHelp, renderOverview } from "./help.ts";

describe("help", () => {
  test("the overview names every command and fits its width", () => {
    const text = renderOverview("1.2.3", 80);
    for (const { declaration } of commands) assert.ok(text.includes(`  ${declaration.command.join(" ")}`), text);
    assert.ok(text.split("\n").every((line) => line.length <= 80));
  });

  for (const { declaration } of commands)
    test(`${declaration.command.join(" ")} shows every argument and flag`, () => {
      const text = renderCommandHelp(declaration, 80);
      const { flags, positionals } = commandShape(declaration);
      for (const { name } of flags) assert.ok(text.includes(`  --${name}`), name);
      for (const { placeholder } of positionals) assert.ok(text.includes(`  ${placeholder}`), placeholder);
    });

  test("defaults and choices are shown", () => {
    const text = renderCommandHelp(findCommand(["serve"]).command.declaration, 200);
    assert.match(text, /--port NUMBER .*Default: 8000\./);
    assert.match(
      renderCommandHelp(findCommand(["train"]).command.declaration, 200),
      /One of: stratified, random, group, time, column\./,
    );
  });

  test("each kind of failure has an exit code of its own", () => {
    const codes = Object.values(exitCodes).map(({ code }) => code);
    assert.equal(new Set(codes).size, codes.length);
    assert.ok(codes.every((code) => code > 0 && code < 256));
    assert.match(renderExitCodes(), /^ +0 {2}success$/m);
  });
});

describe("finding a command", () => {
  test("words after it are left", () => {
    const { command, rest } = findCommand(["data", "split", "a.csv"]);
    assert.deepEqual([command.action, rest], ["split", ["a.csv"]]);
  });

  test("unknown and unfinished ones are answered with what there is", () => {
    assert.throws(() => findCommand(["trian"]), { code: "cli/unknown-command", remedy: /^Did you mean "train"\?/ });
    assert.throws(() => findCommand(["data", "splt"]), { code: "cli/unknown-command", remedy: /"data split"/ });
    assert.throws(() => findCommand(["bundle"]), { code: "cli/command-needed", remedy: /lexops bundle verify/ });
  });
});
