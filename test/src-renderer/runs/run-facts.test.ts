import { expect, it } from 'vitest';
import { factsOf } from '../../../src-renderer/runs/run-facts';
import { entriesOf } from '../../../src-renderer/state/run-entries';
import { plainLenet5 } from '../../support/plain-recipe';
import { seriesOf, shownRunOf } from '../support/runs';

const textOf = (...[entry, recipe, all]: Parameters<typeof factsOf>): string =>
  factsOf(entry, recipe, all)
    .map(({ label, text }) => `${label}: ${text}`)
    .join('\n');

it('a run says what it reached and on how many images, where it comes from, and how often it was tested', () => {
  const parent = shownRunOf({ id: 'p', name: 'mother' });
  const look = { at: 0, step: 2580, count: 10_000, loss: 0.05, accuracy: 0.985 };
  const [entry] = entriesOf([shownRunOf({ parent: { id: 'p', step: 0 }, testLooks: [look] })]);
  const text = textOf(entry, plainLenet5, [parent]);
  expect(text).toContain('Best: epoch 3: 98.00 %, loss 0.0100 on validation, 5,000 images');
  expect(text).toContain('Forked: from the first weights of mother');
  expect(text).toContain('Test: opened 1 time, last: 98.50 % of 10,000 images after step 2,580');
  expect(text).toContain('SGD, learning rate 0.02, momentum 0.9, constant rate, seed 7');
  expect(text).toContain('MNIST: training all but validation, validation 5,000, augmentation off');
});

it('a series has mean and range', () => {
  const [entry] = entriesOf(seriesOf('s', [0.97, 0.98, 0.99]));
  const text = textOf(entry, null, []);
  expect(text).toContain('accuracy mean 98.00 % (97.00 % to 99.00 %) on 5,000 validation images, 3 runs');
  expect(text).toContain('Seeds: 7, 8, 9');
});

it('what is missing is said', () => {
  const [entry] = entriesOf([shownRunOf({ best: null, parent: { id: 'gone', step: 12 } })]);
  expect(textOf(entry, null, [])).toBe(
    'Best: not validated yet\nForked: from step 12 of a run that is gone\nTest: sealed: never opened by this run',
  );
});
