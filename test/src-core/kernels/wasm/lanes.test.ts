import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { findPreset } from '../../../../src-core/architecture/presets';
import type { Splits } from '../../../../src-core/data/dataset';
import type { Kernels, WindowGeometry } from '../../../../src-core/kernels/kernels';
import { createWasmKernels } from '../../../../src-core/kernels/wasm';
import { plainModule, relaxedModule } from '../../../../src-core/kernels/wasm/modules';
import { fuse } from '../../../../src-core/model/fuse';
import { recordingKernels, type KernelCall } from '../../../../src-core/model/plan';
import { prepareTraining, type Training } from '../../../../src-core/training/prepare';
import { train } from '../../../../src-core/training/train';
import { firstDigits } from '../../../support/digits';
import { convolutionCalls } from '../../../support/kernel-calls';
import { compile, tensor } from '../../../support/kernels';
import { startLanes } from '../../../support/lanes';
import { bytesOf } from '../../../support/numbers';
import { prepareStep } from '../../../support/steps';

const BATCH = 5;
const STEPS = 5;
const digits = firstDigits(STEPS * BATCH);
const splits: Splits = { train: digits, validation: { ...digits, count: 0 }, test: digits };

const prepare = (preset: string, kernels: Kernels): Training => {
  const { network, settings } = findPreset(preset);
  return prepareTraining(network, { ...settings, validation: 0, epochs: 1, batchSize: BATCH }, splits, kernels);
};

const sha256 = (values: Float32Array): string => createHash('sha256').update(bytesOf(values)).digest('hex');

const stateOf = ({ model, loss, optimizer }: Training): string[] =>
  [...model.parameters.map(({ value }) => value), loss.losses, ...optimizer.state.map(({ values }) => values)].map(
    sha256,
  );

describe.each([plainModule(), relaxedModule()])('a plan, $name', (bytes) => {
  const module = compile(bytes);
  const kernelsFor = (lanes: number) => createWasmKernels({ name: bytes.name, module, lanes });

  const asItIs = (plan: readonly KernelCall[]): readonly KernelCall[] => plan;
  const fused = (plan: readonly KernelCall[]): readonly KernelCall[] => fuse(plan, []);

  it.each([
    ['lenet-5', 1, asItIs],
    ['lenet-5', 2, asItIs],
    ['lenet-5', 4, asItIs],
    ['notebook-000', 3, asItIs],
    ['tiny', 2, asItIs],
    ['strong', 3, asItIs],
    ['residual', 4, asItIs],
    ['lenet-5', 2, fused],
    ['lenet-5', 3, fused],
    ['notebook-000', 2, fused],
  ])('of %s gives with %i lanes the bytes of calls made one by one: %o', async (preset, lanes, rewrite) => {
    const plan: KernelCall[] = [];
    const kernels = kernelsFor(lanes);
    const [replayed, looped] = [prepare(preset, recordingKernels(kernels, plan)), prepare(preset, kernelsFor(1))];
    const loop = train(looped);
    train(replayed).next();
    loop.next();
    const threads = await startLanes(module, kernels.memory, lanes);
    // As it is run, and with every call shared, however small.
    const plans = [kernels.encodePlan(rewrite(plan)), kernels.encodePlan(rewrite(plan), () => false)];
    for (let step = 1; step < STEPS; step++) {
      const encoded = plans[step % plans.length];
      const before = stateOf(replayed);
      prepareStep(replayed, step);
      threads.start(encoded);
      kernels.runPlan(encoded, lanes);
      loop.next();
      expect(stateOf(replayed)).toEqual(stateOf(looped));
      expect(stateOf(replayed)).not.toEqual(before);
    }
    await threads.end();
  });
});

describe.each([plainModule(), relaxedModule()])('convolutions by the algorithm of Winograd, $name', (bytes) => {
  const module = compile(bytes);
  const calls = fc.sample(convolutionCalls, { seed: 3, numRuns: 24 }).flat();

  /** What is in all tensors after the calls, twice: a lane that is ahead must not disturb one that is behind. */
  async function outcome(lanes: number): Promise<{ hashes: string[]; byWinograd: number }> {
    const kernels = createWasmKernels({ name: bytes.name, module, lanes });
    const tensors: Float32Array[] = [];
    const own = calls.map(({ kernel, args }) => ({
      kernel,
      args: args.map((argument) => {
        if (!(argument instanceof Float32Array)) return argument;
        tensors.push(tensor(kernels, argument));
        return tensors[tensors.length - 1];
      }),
    }));
    const threads = await startLanes(module, kernels.memory, lanes);
    const plan = kernels.encodePlan([...own, ...own]);
    threads.start(plan);
    kernels.runPlan(plan, lanes);
    await threads.end();
    const byWinograd = own.filter(({ kernel, args }) =>
      kernels.usesWinograd(kernel, args[args.length - 1] as WindowGeometry),
    );
    return { hashes: tensors.map(sha256), byWinograd: byWinograd.length };
  }

  it.each([2, 3, 4, 8])('give with %i lanes the bytes of one', async (lanes) => {
    const [alone, together] = [await outcome(1), await outcome(lanes)];
    expect(together.hashes).toEqual(alone.hashes);
    expect(together.byWinograd).toBeGreaterThan(15);
  });
});

it('refuses more lanes than there is scratch memory for', () => {
  const kernels = createWasmKernels({ name: 'few', module: compile(plainModule()), lanes: 2 });
  expect(() => {
    kernels.runPlan(kernels.encodePlan([]), 3);
  }).toThrow('a plan for 3 lanes in the memory of 2');
});
