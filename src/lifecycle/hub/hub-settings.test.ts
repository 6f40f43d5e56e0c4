import assert from "node:assert/strict";
import { test } from "node:test";
import { hubSettings } from "./hub-settings.ts";
import { requireRepository, requireRevision } from "./repository.ts";

const refuses = (env: Record<string, string>, code: string, message: RegExp) =>
  assert.throws(() => hubSettings(env), { code, message });

test("the usual names of the environment are read", () => {
  assert.deepEqual(hubSettings({}), { endpoint: "https://huggingface.co", token: undefined });
  const mirror = { HF_ENDPOINT: "https://hub.example.org/hf//", HF_TOKEN: " hf_abc \n", HF_HUB_OFFLINE: "0" };
  assert.deepEqual(hubSettings(mirror), { endpoint: "https://hub.example.org/hf", token: "hf_abc" });
  assert.equal(hubSettings({ HF_ENDPOINT: "http://127.0.0.1:80", HF_TOKEN: "t" }).token, "t");
});

test("offline is offline, and settings that can't be used say so without repeating them", () => {
  for (const value of ["1", "true", "YES", "on"]) refuses({ HF_HUB_OFFLINE: value }, "hub/offline", /HF_HUB_OFFLINE/);
  refuses({ TRANSFORMERS_OFFLINE: "1" }, "hub/offline", /TRANSFORMERS_OFFLINE/);
  const bad = "hub/bad-setting";
  refuses({ HF_ENDPOINT: "hub.example.org" }, bad, /HF_ENDPOINT can't be used/);
  refuses({ HF_ENDPOINT: "file:///etc" }, bad, /HF_ENDPOINT/);
  refuses({ HF_ENDPOINT: "https://me:secret@hub.example.org" }, bad, /^(?!.*secret).*password/);
  refuses({ HF_ENDPOINT: "https://hub.example.org/?a=1" }, bad, /query/);
  refuses({ HF_TOKEN: "two words" }, bad, /^(?!.*two words)HF_TOKEN/);
  refuses({ HF_TOKEN: "a\r\nx-evil: 1" }, bad, /^(?!.*evil)HF_TOKEN/);
  refuses({ HF_TOKEN: "hf_abc", HF_ENDPOINT: "http://hub.example.org" }, bad, /over http/);
});

test("only OWNER/NAME is a repository, and no revision leads elsewhere", () => {
  for (const name of ["owner/name", "sentence-transformers/all-MiniLM-L6-v2", "a/b.c_d"])
    assert.equal(requireRepository(name), name);
  for (const name of ["", "name", "a/b/c", "../x", "a/..", "a/b?x", "a b/c", "a/b.git", "https://x/y", "/a", "a/"])
    assert.throws(() => requireRepository(name), { code: "hub/invalid-repository" }, name);
  for (const revision of ["main", "v1.0", "refs/pr/1", "0123abc"]) assert.equal(requireRevision(revision), revision);
  for (const revision of ["", "..", "a/../b", "a b", "-x", "a//b", "a?b"])
    assert.throws(() => requireRevision(revision), { code: "hub/invalid-revision" }, revision);
});
