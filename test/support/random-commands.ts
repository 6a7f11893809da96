import fc from 'fast-check';
import { expect } from 'vitest';
import { liveSettingsOf } from '../../src-core/architecture/live-settings';
import type { Reply } from '../../src-core/protocol/envelope';
import type { Phase } from '../../src-core/protocol/status';
import { dispatch } from '../../src-main/trainer/dispatch';
import { plainLenet5 } from './plain-recipe';
import { Probe, small } from './probe';

/** What the trainer should be at, as far as the commands alone decide it. */
interface Model {
  phase: Exclude<Phase, 'loading' | 'finished' | 'failed'> | 'nothing';
}

/** Far more epochs than anybody waits for: no run ends by itself. */
const settings = { ...small, subset: 640, test: 100, epochs: 10_000 };
const { network } = plainLenet5;
const OPEN = { method: 'open', params: { network, settings, weights: 'first' } } as const;

interface Command {
  readonly weight: number;
  /** Given at once, one behind the other. */
  readonly requests: readonly { readonly method: string; readonly params: unknown }[];
  /** The phases in which the last request is answered by a result, and what comes of it there; in others it is refused. */
  readonly leads: Partial<Record<Model['phase'], Model['phase']>>;
}

const one = (method: string, params: unknown = {}): Command['requests'] => [{ method, params }];
const SAME = { ready: 'ready', training: 'training', paused: 'paused', stopped: 'stopped' } as const;
const CHANGE = one('change', { settings: liveSettingsOf({ network, settings }) });
const pixels = new Float32Array(784);
const standing = { ready: 'paused', paused: 'paused' } as const;

const COMMANDS: Readonly<Record<string, Command>> = {
  open: {
    weight: 2,
    requests: [OPEN],
    leads: { ...SAME, nothing: 'ready', training: 'ready', paused: 'ready', stopped: 'ready' },
  },
  openTwice: {
    weight: 1,
    requests: [OPEN, OPEN],
    leads: { nothing: 'ready', ready: 'ready', training: 'ready', paused: 'ready', stopped: 'ready' },
  },
  keep: {
    weight: 1,
    requests: one('open', { network, settings: { ...settings, seed: 8 }, weights: 'keep' }),
    leads: { ready: 'ready', training: 'ready', paused: 'ready', stopped: 'ready' },
  },
  restart: {
    weight: 1,
    requests: one('restart', { weights: 'first' }),
    leads: { ready: 'training', training: 'training', paused: 'training', stopped: 'training' },
  },
  train: { weight: 8, requests: one('train'), leads: { ready: 'training', paused: 'training' } },
  pause: { weight: 8, requests: one('pause'), leads: { ...SAME, training: 'paused' } },
  pauseAtOnce: {
    weight: 3,
    requests: [...one('train'), ...one('pause')],
    leads: { ...SAME, ready: 'paused', training: 'paused' },
  },
  step: { weight: 5, requests: one('step'), leads: standing },
  stepEpoch: { weight: 1, requests: one('step', { unit: 'epoch' }), leads: standing },
  stop: { weight: 1, requests: one('stop'), leads: { training: 'stopped', paused: 'stopped', stopped: 'stopped' } },
  change: { weight: 2, requests: CHANGE, leads: { training: 'training', paused: 'paused' } },
  changeAtOnce: {
    weight: 1,
    requests: [...one('train'), ...CHANGE],
    leads: { ready: 'training', training: 'training', paused: 'training' },
  },
  changeAndPause: {
    weight: 1,
    requests: [...CHANGE, ...CHANGE, ...one('pause')],
    leads: { ...SAME, training: 'paused' },
  },
  predict: { weight: 4, requests: one('predict', { pixels }), leads: SAME },
  maps: { weight: 2, requests: one('featureMaps', { image: { kind: 'validation', index: 3 } }), leads: SAME },
  weights: { weight: 1, requests: one('layerWeights', { layer: 'conv1' }), leads: SAME },
  export: { weight: 1, requests: one('exportWeights'), leads: SAME },
  test: { weight: 1, requests: one('evaluateTest'), leads: SAME },
  cancelledTest: {
    weight: 1,
    requests: [...one('evaluateTest'), ...one('cancelTest')],
    leads: { ...SAME, nothing: 'nothing' },
  },
  present: { weight: 1, requests: one('present'), leads: { ...SAME, nothing: 'nothing' } },
  edited: { weight: 1, requests: one('predictEpoch', { network, settings }), leads: { ...SAME, nothing: 'nothing' } },
  rates: {
    weight: 1,
    requests: [...one('findLearningRate', { network, settings }), ...one('cancelLearningRate')],
    leads: { ...SAME, nothing: 'nothing' },
  },
  unknownImage: { weight: 1, requests: one('featureMaps', { image: { kind: 'validation', index: 1e6 } }), leads: {} },
  nonsense: { weight: 1, requests: one('predict', { pixels: 'seven', __proto__: null }), leads: {} },
};

export interface CommandReport {
  /** From asking for a pause of a training to its being in force, milliseconds. */
  readonly pauses: readonly number[];
}

/** Gives so many random commands to a session with the real worker; each has to be answered as the model says. */
export async function giveRandomCommands(count: number, seed: number): Promise<CommandReport> {
  const kinds = fc.oneof(
    ...Object.entries(COMMANDS).map(([name, { weight }]) => ({ weight, arbitrary: fc.constant(name) })),
  );
  const probe = new Probe();
  const model: Model = { phase: 'nothing' };
  const pauses: number[] = [];
  for (const [i, name] of fc.sample(kinds, { seed, numRuns: count }).entries()) {
    const { requests, leads } = COMMANDS[name];
    const where = `command ${i}, ${name}, while ${model.phase}`;
    const start = performance.now();
    const replies = await Promise.all(requests.map((request) => ask(probe, request)));
    if (name === 'pause' && model.phase === 'training') pauses.push(performance.now() - start);
    const after = leads[model.phase];
    expect(replies.at(-1)?.type, where).toBe(after === undefined ? 'error' : 'result');
    model.phase = after ?? model.phase;
    if (model.phase !== 'nothing') expect(probe.session.presentNow?.status.phase, where).toBe(model.phase);
  }
  return { pauses };
}

/** The reply to one message of a window. What is a mistake of the trainer's own fails. */
async function ask({ session }: Probe, request: object): Promise<Reply> {
  const mistakes: unknown[] = [];
  let answer: Reply | undefined;
  const message = { id: 1, ...request };
  await dispatch(
    session,
    message,
    (reply) => (answer = reply),
    (error) => mistakes.push(error),
  );
  expect(mistakes).toEqual([]);
  if (!answer) throw new Error(`${JSON.stringify(message)} was not answered.`);
  return answer;
}
