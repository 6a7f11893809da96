import { describe, expect, it } from 'vitest';
import { primaryActionOf, transportOf } from '../../../src-renderer/state/transport';

const remedy = { smaller: 0.02, restart: 0.02, isFarOff: false };

describe('the buttons', () => {
  it('of a run that has diverged are those of a paused one, of one that failed otherwise those of one that is over', () => {
    const diverged = { step: 14, layer: 'conv1', learningRate: 0.02 };
    expect(transportOf({ phase: 'failed', diverged })).toEqual(transportOf({ phase: 'paused', diverged: null }));
    const failed = transportOf({ phase: 'failed', diverged: null });
    expect(failed).toEqual({ primary: 'restart', enabled: ['primary', 'restart'] });
  });

  it('cannot be pressed before there is a run', () => {
    expect(transportOf(null).enabled).toEqual([]);
  });
});

describe('the main button', () => {
  it('trains on only where there are weights for it, and else begins anew', () => {
    expect(primaryActionOf('trainOn', { hasWeights: true, remedy: null })).toBe('trainOn');
    expect(primaryActionOf('trainOn', { hasWeights: false, remedy: null })).toBe('restart');
    expect(primaryActionOf('resume', { hasWeights: false, remedy: null })).toBe('resume');
  });

  it('does what helps a run that would fail again', () => {
    expect(primaryActionOf('resume', { hasWeights: true, remedy })).toBe('goOnSmaller');
    const farOff = { ...remedy, isFarOff: true };
    expect(primaryActionOf('resume', { hasWeights: true, remedy: farOff })).toBe('restartSmaller');
  });
});
