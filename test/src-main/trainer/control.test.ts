import { describe, expect, it } from 'vitest';
import { Control } from '../../../src-main/trainer/control';

describe('Control', () => {
  it('begins paused and is seen through the same memory', () => {
    const trainer = new Control();
    const worker = new Control(trainer.buffer);
    expect(worker.command).toBe('pause');
    trainer.command = 'run';
    expect(worker.command).toBe('run');
  });

  it('turns a finished step into a pause', () => {
    const control = new Control();
    control.command = 'step';
    control.finishStep();
    expect(control.command).toBe('pause');
  });

  it('does not lose what was commanded while the step ran', () => {
    const control = new Control();
    control.command = 'step';
    control.command = 'stop';
    control.finishStep();
    expect(control.command).toBe('stop');
  });
});
