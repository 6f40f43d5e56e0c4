import type { api } from "../api/index.ts";
import { CancelledError } from "../foundation/index.ts";
import { openGenerator } from "../lifecycle/generation/index.ts";
import type { Action } from "./action.ts";
import { findTextSource, textsOf } from "./input-texts.ts";
import { pretrainedPlace } from "./pretrained-place.ts";

/** Texts that go on from prompts, a file's texts, or lines of standard input, in order; each shown while it is written. */
export const generate: Action<typeof api.generate> = async function* (context, input) {
  const { model, inputs, text: column, threads, ...options } = input;
  const { signal, showPiece } = context;
  const source = await findTextSource(context, inputs);
  const { folder } = await pretrainedPlace(context.home, model);
  const opening = { task: "Opening the model", total: 1, unit: "model" };
  context.progress({ ...opening, done: 0 });
  const generator = await openGenerator(folder, { threads });
  context.progress({ ...opening, done: 1, finished: true });
  try {
    let row = 0;
    for await (const prompts of textsOf(context, source, "Writing", column))
      for (const prompt of prompts) {
        if (signal.aborted) throw new CancelledError("The writing");
        const writing = generator.stream(prompt, { ...options, signal });
        let piece = await writing.next();
        await showPiece(prompt);
        for (; !piece.done; piece = await writing.next()) await showPiece(piece.value);
        yield { row: ++row, prompt, ...piece.value };
      }
  } finally {
    await generator.close();
  }
};
