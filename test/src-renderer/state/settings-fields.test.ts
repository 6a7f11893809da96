import { describe, expect, it } from 'vitest';
import type { DataLimits } from '../../../src-renderer/state/data-fit';
import { readField, sameField, showField, type FieldId } from '../../../src-renderer/state/settings-fields';
import { plainLenet5 } from '../../support/plain-recipe';

const { settings } = plainLenet5;
const DATA = { training: 60000, test: 10000, side: 28 };
const UNKNOWN = { training: null, test: null, side: null };

function errorOf(id: FieldId, text: string, limits: DataLimits = DATA): string | null {
  const reading = readField(id, text, settings, limits);
  return reading.ok ? null : reading.error;
}

describe('good input', () => {
  it.each([
    ['batchSize', '32', { batchSize: 32 }],
    ['epochs', ' 10 ', { epochs: 10 }],
    ['seed', '0', { seed: 0 }],
    ['validation', '0', { validation: 0 }],
    ['subset', '1,280', { subset: 1280 }],
    ['subset', '', { subset: null }],
    ['learningRate', '1e-3', { optimizer: { ...settings.optimizer, learningRate: 0.001 } }],
    ['momentum', '.5', { optimizer: { ...settings.optimizer, momentum: 0.5 } }],
  ] as const)('%s "%s" changes that setting and no other', (id, text, changes) => {
    expect(readField(id, text, settings, DATA)).toEqual({ ok: true, settings: { ...settings, ...changes } });
  });
});

describe('bad input is answered by the range, in one sentence', () => {
  it.each([
    ['batchSize', '0', 'Batch size: a whole number from 1 to 4,096.'],
    ['batchSize', '2.5', 'Batch size: a whole number from 1 to 4,096.'],
    ['epochs', '', 'Epochs: a whole number from 1 to 100,000.'],
    ['epochs', 'many', 'Epochs: a whole number from 1 to 100,000.'],
    ['learningRate', '0', 'Learning rate: a number above 0, at most 100.'],
    ['learningRate', '0,02', 'Learning rate: a number above 0, at most 100.'],
    ['momentum', '1', 'Momentum: a number from 0 to 0.9999.'],
    ['subset', '55,001', 'Training: a whole number from 1 to 55,000, or empty for all.'],
    ['validation', '60000', 'Validation: a whole number from 0 to 59,999.'],
  ] as const)('%s "%s"', (id, text, sentence) => {
    expect(errorOf(id, text)).toBe(sentence);
  });

  it('as long as the data is not known, only the setting itself sets bounds', () => {
    expect(errorOf('subset', '70000', UNKNOWN)).toBeNull();
  });
});

it('shows counts with thousands, a seed as it is, and nothing for all', () => {
  expect(showField('validation', settings)).toBe('5,000');
  expect(showField('learningRate', settings)).toBe('0.02');
  expect(showField('seed', { ...settings, seed: 20261122 })).toBe('20261122');
  expect(showField('subset', settings)).toBe('');
});

it('reads back what it shows', () => {
  const ids: FieldId[] = ['subset', 'validation', 'learningRate', 'momentum', 'batchSize', 'epochs', 'seed'];
  for (const id of ids) {
    expect(readField(id, showField(id, settings), settings, DATA)).toEqual({ ok: true, settings });
    expect(sameField(id, settings, { ...settings })).toBe(true);
  }
});
