/** @file A worker thread of this folder. */
import { serveTasks } from "../../foundation/index.ts";
import { textTasks } from "./text-tasks.ts";

serveTasks(textTasks);
