import { describe, expect, it } from 'vitest';
import { Control } from '../../../src-main/trainer/control';

describe('Control', () => {
  it('begins paused and is seen through the same memory', () => {
    const trainer = new Control();
    const worker = new Control(trainer.buffer);
    expect(worker.latest).toEqual({ command: 'pause', number: 0 });
    trainer.give('run');
    expect(worker.latest).toEqual({ command: 'run', number: 1 });
  });

  it('turns a finished step into a pause', () => {
    const control = new Control();
    control.give('step');
    control.finishStep();
    expect(control.latest).toEqual({ command: 'pause', number: 1 });
  });

  it('does not lose what was commanded while the step ran', () => {
    const control = new Control();
    control.give('step');
    control.give('stop');
    control.finishStep();
    expect(control.latest.command).toBe('stop');
  });

  it('does not sleep through a pause when there was a run in between', () => {
    const control = new Control();
    const { number } = control.latest;
    control.give('run');
    control.give('pause');
    // Were the two taken for the old pause, this would never return.
    control.sleepThroughPause(number);
    expect(control.latest).toEqual({ command: 'pause', number: 2 });
  });
});
