/** @file What optimisers keep of each parameter between steps. */
import type { KernelMemory } from "../kernels/index.ts";
import { OptimiserStateError, UnknownParameterError } from "./errors.ts";
import type { OptimiserState, Parameter } from "./optimiser.ts";

/** A parameter with the arrays kept for it. */
interface Remembered<Slot extends string> {
  readonly parameter: Parameter;
  readonly slots: Readonly<Record<Slot, Float32Array>>;
}

/** The arrays of all parameters, starting at zero. */
export interface Memory<Slot extends string> {
  /** @throws UnknownParameterError */
  get(name: string): Remembered<Slot>;
  state(): OptimiserState;
  /** @throws OptimiserStateError */
  restore(state: OptimiserState): void;
}

/** One array for each slot of each parameter; in saved states they are called `parameter/slot`. */
export function remember<Slot extends string>(
  memory: KernelMemory,
  parameters: readonly Parameter[],
  slots: readonly Slot[],
): Memory<Slot> {
  const byName = new Map(
    parameters.map((parameter) => {
      const arrays = slots.map((slot) => [slot, memory.float32(parameter.values.length)] as const);
      return [parameter.name, { parameter, slots: Object.fromEntries(arrays) as Record<Slot, Float32Array> }] as const;
    }),
  );
  const all = [...byName].flatMap(([name, { slots: arrays }]) =>
    slots.map((slot) => [`${name}/${slot}`, arrays[slot]] as const),
  );
  return {
    get(name) {
      const found = byName.get(name);
      if (found === undefined) throw new UnknownParameterError(name, [...byName.keys()]);
      return found;
    },
    state: () => Object.fromEntries(all.map(([name, values]) => [name, Float32Array.from(values)])),
    restore(state) {
      for (const [name, values] of all) {
        const saved = state[name];
        if (saved?.length !== values.length) throw new OptimiserStateError(name, saved?.length, values.length);
      }
      for (const [name, values] of all) values.set(state[name]!);
    },
  };
}
