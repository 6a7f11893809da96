import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src-core/input-error';
import type { Reply } from '../../../src-core/protocol/envelope';
import { dispatch } from '../../../src-main/trainer/dispatch';
import type { Handlers } from '../../../src-main/trainer/session';

const nothing = () => ({});
const atStep = () => ({ step: 3 });
const handlers: Handlers = {
  describeData: () => ({ description: 'none', classNames: ['a', 'b'], shape: [2], training: [1, 1], test: [0, 0] }),
  previewAugmentation: ({ example }) => ({
    example,
    count: 2,
    shape: [2],
    label: 0,
    original: new Float32Array(2),
    changed: [],
  }),
  open: () => Promise.reject(new InputError('No such network.')),
  train: nothing,
  pause: atStep,
  step: atStep,
  change: atStep,
  stop: () => {
    throw new RangeError('out of luck');
  },
  restart: nothing,
  predict: ({ pixels }) => ({ probabilities: pixels.slice(0, 2), step: 1 }),
  evaluateTest: () => ({ count: 1, loss: 0, accuracy: 1, confusion: [[1]], step: 0 }),
  cancelTest: () => ({}),
  featureMaps: ({ image }) => ({
    step: 0,
    pixels: new Float32Array(1),
    label: image.kind === 'drawing' ? null : image.index,
    probabilities: new Float32Array(1),
    maps: [],
  }),
  layerWeights: () => ({ step: 0, tensors: [] }),
  findLearningRate: () => null,
  cancelLearningRate: () => ({}),
  predictEpoch: () => ({ seconds: 1, contended: false }),
  present: () => null,
  listRuns: () => ({ runs: [], damaged: [] }),
  readRun: () => Promise.reject(new InputError('No such run.')),
  openRun: () => Promise.reject(new InputError('No such run.')),
  deleteRun: nothing,
  restoreRun: () => Promise.reject(new InputError('No such run.')),
  repeat: nothing,
  editRun: () => Promise.reject(new InputError('No such run.')),
  exportWeights: () => ({ bytes: new Uint8Array(1), fileName: 'a', step: 0 }),
};

async function send(message: unknown): Promise<{ replies: Reply[]; logged: unknown[] }> {
  const replies: Reply[] = [];
  const logged: unknown[] = [];
  await dispatch(
    handlers,
    message,
    (reply) => replies.push(reply),
    (error) => logged.push(error),
  );
  return { replies, logged };
}

describe('dispatch', () => {
  it('answers a request by its number', async () => {
    expect((await send({ id: 7, method: 'pause', params: {} })).replies).toEqual([
      { type: 'result', id: 7, result: { step: 3 } },
    ]);
  });

  it('passes typed arrays through', async () => {
    const { replies } = await send({ id: 1, method: 'predict', params: { pixels: Float32Array.of(1, 2, 3) } });
    expect(replies).toEqual([{ type: 'result', id: 1, result: { probabilities: Float32Array.of(1, 2), step: 1 } }]);
  });

  it.each([
    null,
    undefined,
    'pause',
    {},
    { id: -1, method: 'pause', params: {} },
    { id: 1, method: 'constructor', params: {} },
    { id: 1, method: '__proto__', params: {} },
    { id: 1, method: 'pause', params: {}, extra: 1 },
  ])('does not answer what is no request: %j', async (message) => {
    expect((await send(message)).replies).toEqual([]);
  });

  it.each([
    [{ pixels: [1, 2] }, 'predict: pixels: '],
    [{}, 'predict: pixels: '],
    [{ pixels: new Float32Array(1), more: true }, 'predict: unrecognized key'],
    [null, 'predict: '],
  ])('refuses wrong parameters in one sentence: %j', async (params, beginning) => {
    const { replies, logged } = await send({ id: 1, method: 'predict', params });
    expect(replies).toEqual([{ type: 'error', id: 1, message: expect.stringContaining(beginning) as string }]);
    expect(logged).toEqual([]);
  });

  it('hands on the sentence of an input error, and logs a fault of the program', async () => {
    const settings = { subset: null, validation: 0, epochs: 1, batchSize: 1, shuffle: false, seed: 1 };
    const wrong = await send({ id: 1, method: 'open', params: { network: {}, settings } });
    expect(wrong.replies[0]).toMatchObject({
      type: 'error',
      message: expect.stringContaining('open: network') as string,
    });
    const fault = await send({ id: 2, method: 'stop', params: {} });
    expect(fault.replies).toEqual([{ type: 'error', id: 2, message: 'The trainer made a mistake: out of luck.' }]);
    expect(fault.logged).toHaveLength(1);
  });
});
