/** @file Many seeded moments at which adding data is killed. */
import { test } from "node:test";
import { killAdditions } from "../data-versions/kill-add.ts";

test("killed at 60 moments, nothing half-written is ever visible", () => killAdditions(60, 20_000));
