/** Where the random moments of the long tests come from: the same in every run, unless KERNELSMITH_SEED says otherwise. */
export const soakSeed = Number(process.env.KERNELSMITH_SEED ?? 20_251_126);

/** How often the long tests do what they do: as often as promised, unless KERNELSMITH_TIMES says otherwise. */
export const times = (promised: number): number => Number(process.env.KERNELSMITH_TIMES ?? promised);

/** Tells a figure, with the seed by which it can be had again. */
export function report(what: string): void {
  console.log(`${what} (seed ${soakSeed})`);
}
