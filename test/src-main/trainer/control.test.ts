import { describe, expect, it, vi } from 'vitest';
import { Control } from '../../../src-main/trainer/control';

describe('Control', () => {
  it('begins paused and is seen through the same memory', () => {
    const trainer = new Control();
    const worker = new Control(trainer.buffer);
    expect(worker.latest).toEqual({ command: 'pause', number: 0 });
    trainer.give('run');
    expect(worker.latest).toEqual({ command: 'run', number: 1 });
  });

  it.each(['step', 'epoch'] as const)('turns a finished %s into a pause', (command) => {
    const control = new Control();
    control.give(command);
    control.finishStep(command);
    expect(control.latest).toEqual({ command: 'pause', number: 1 });
  });

  it('does not end an epoch with its first step', () => {
    const control = new Control();
    control.give('epoch');
    control.finishStep('step');
    expect(control.latest.command).toBe('epoch');
  });

  it('is looked at again when a command is repeated, also in a pause, and never steps twice', () => {
    const control = new Control();
    control.repeat();
    expect(control.latest).toEqual({ command: 'pause', number: 1 });
    control.sleep(0);
    control.give('step');
    control.repeat();
    control.finishStep('step');
    control.repeat();
    expect(control.latest).toEqual({ command: 'pause', number: 4 });
  });

  it('does not lose what was commanded while the step ran', () => {
    const control = new Control();
    control.give('step');
    control.give('stop');
    control.finishStep('step');
    expect(control.latest.command).toBe('stop');
  });

  it('does not sleep through a pause when there was a run in between', () => {
    const control = new Control();
    const { number } = control.latest;
    control.give('run');
    control.give('pause');
    // Were the two taken for the old pause, this would never return.
    control.sleep(number);
    expect(control.latest).toEqual({ command: 'pause', number: 2 });
  });

  it('ends a step also when its command is repeated in just that moment', () => {
    const control = new Control();
    control.give('step');
    const { compareExchange } = Atomics;
    vi.spyOn(Atomics, 'compareExchange').mockImplementationOnce((...parts) => {
      new Control(control.buffer).repeat();
      return compareExchange(...parts);
    });
    control.finishStep('step');
    expect(control.latest).toEqual({ command: 'pause', number: 2 });
  });
});
