import { expect, it } from 'vitest';
import { factsOf } from '../../../src-renderer/runs/run-facts';
import { entriesOf } from '../../../src-renderer/state/run-entries';
import { stateWord } from '../../../src-renderer/state/shown-run';
import { plainLenet5 } from '../../support/plain-recipe';
import { seriesOf, shownRunOf } from '../support/runs';

const begun: NonNullable<Parameters<typeof factsOf>[1]> = {
  recipe: plainLenet5,
  changes: [{ step: 1, ...plainLenet5 }],
};
const textOf = (...[entry, course, all]: Parameters<typeof factsOf>): string =>
  factsOf(entry, course, all)
    .map(({ label, text, run }) => `${label}: ${text}${run ? ` ${run.name}` : ''}`)
    .join('\n');

it('a run says what it reached and on how many images, where it comes from, and how often it was tested', () => {
  const parent = shownRunOf({ id: 'p', name: 'mother' });
  const look = { at: 0, step: 2580, count: 10_000, loss: 0.05, accuracy: 0.985 };
  const [entry] = entriesOf([shownRunOf({ parent: { id: 'p', step: 0 }, testLooks: [look] })]);
  const text = textOf(entry, begun, [parent]);
  expect(text).toContain('Best: epoch 3: 98.00 %, loss 0.0100 on validation, 5,000 images');
  expect(text).toContain('Forked: from the first weights of mother');
  expect(text).toContain('Test: opened 1 time, last: 98.50 % of 10,000 images after step 2,580');
  expect(text).toContain('SGD, learning rate 0.02, momentum 0.9, constant rate, seed 7');
  expect(text).toContain('MNIST: training all but validation, validation 5,000, augmentation off');
});

it('a run that stopped early says so, and by what', () => {
  const { network, settings } = plainLenet5;
  const earlyStopping = { metric: 'accuracy', patience: 2, minDelta: 0, restoreBest: true } as const;
  const recipe = { network, settings: { ...settings, epochs: 12, earlyStopping } };
  const [entry] = entriesOf([shownRunOf({ epochsDone: 5, epochs: 12 })]);
  const text = textOf(entry, { ...begun, recipe }, []);
  expect(text).toContain('Ended: early, after epoch 5 of 12: no better accuracy for 2 epochs');
  expect(text).toContain('12 epochs, stops early by accuracy, patience 2');
  expect(stateWord(entry.runs[0])).toBe('finished early');
  expect(stateWord(shownRunOf({ epochsDone: 5, epochs: 12, state: 'stopped' }))).toBe('stopped');
  expect(stateWord(shownRunOf({ epochsDone: 5, epochs: 12, state: 'unfinished', phase: 'training' }))).toBe('training');
});

it('a series tells how many of its runs stopped early, after which epochs, and by what', () => {
  const { network, settings } = plainLenet5;
  const earlyStopping = { metric: 'loss', patience: 3, minDelta: 0, restoreBest: true } as const;
  const recipe = { network, settings: { ...settings, epochs: 12, earlyStopping } };
  const endedBy = (text: string, ...epochsDone: readonly number[]): void => {
    const runs = seriesOf('s', [0.97, 0.98, 0.99]).map((run, i) => ({ ...run, epochs: 12, epochsDone: epochsDone[i] }));
    const [entry] = entriesOf(runs);
    expect(textOf(entry, { ...begun, recipe }, [])).toContain(`Ended: ${text}: no better loss for 3 epochs`);
  };
  endedBy('all early, after epoch 5 to 9 of 12', 5, 9, 7);
  endedBy('1 of 3 early, after epoch 5 of 12', 5, 12, 12);
});

it('a series has mean and range', () => {
  const [entry] = entriesOf(seriesOf('s', [0.97, 0.98, 0.99]));
  const text = textOf(entry, null, []);
  expect(text).toContain('accuracy mean 98.00 % (97.00 % to 99.00 %) on 5,000 validation images, 3 finished runs');
  expect(text).toContain('Seeds: 7, 8, 9');
});

it('what is missing is said', () => {
  const [entry] = entriesOf([shownRunOf({ best: null, parent: { id: 'gone', step: 12 } })]);
  expect(textOf(entry, null, [])).toBe(
    'Best: not validated yet\nForked: from step 12 of a run that is gone\nTest: sealed: never opened by this run',
  );
});

it('without validation images there is no best epoch to wait for', () => {
  const { network, settings } = plainLenet5;
  const recipe = { network, settings: { ...settings, validation: 0 } };
  const [entry] = entriesOf([shownRunOf({ best: null })]);
  expect(textOf(entry, { ...begun, recipe }, [])).toContain('Best: not told: there are no validation images');
});

it('what was changed while it was trained is told, the latest first', () => {
  const { network, settings } = plainLenet5;
  const changes = [1, 100, 200, 300, 400].map((step, i) => ({
    ...{ step, network },
    settings: { ...settings, warmup: i },
  }));
  const [entry] = entriesOf([shownRunOf()]);
  expect(textOf(entry, { ...begun, changes }, [])).toContain(
    'Changed: from step 400: warm-up 4\n: from step 300: warm-up 3\n: from step 200: warm-up 2\n: and 1 change before',
  );
});

it('a learning rate that was changed on the way is told as both', () => {
  const { network, settings } = plainLenet5;
  const optimizer = { ...settings.optimizer, learningRate: 0.002 };
  const changes = [...begun.changes, { step: 355, network, settings: { ...settings, optimizer } }];
  const [entry] = entriesOf([shownRunOf()]);
  expect(textOf(entry, { ...begun, changes }, [])).toContain('SGD, learning rate 0.02, changed to 0.002, momentum 0.9');
});
