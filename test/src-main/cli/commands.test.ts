import { describe, expect, it } from 'vitest';
import { cli, refusal } from '../../support/cli';

const COMMANDS = ['train', 'evaluate', 'predict', 'export', 'summary', 'presets', 'gradients', 'runs', 'bench'];

describe('help', () => {
  it('tells every command and each of its options in one line', async () => {
    const text = await cli('help');
    for (const name of COMMANDS) expect(text).toMatch(new RegExp(`^${name} +[A-Z].*[a-z]$`, 'm'));
    expect(text).toMatch(/^ {2}--strokes FILE\.json +drawings: /m);
    expect(await cli()).toBe(text);
    expect(await cli('--help')).toBe(text);
  });

  it.each(COMMANDS)('of %s tells the options that it takes, no more and no fewer', async (name) => {
    const text = await cli(name, '--help');
    expect(await cli('help', name)).toBe(text);
    const told = [...text.matchAll(/^ +--([a-z-]+)/gm)].map(([, option]) => option).sort();
    const taken = (await refusal(name, '--zzz')).split('the options are ')[1].match(/[a-z][a-z-]*/g)!;
    expect(told).toEqual(taken.sort());
  });
});

describe('a command line with a mistake', () => {
  it('names the nearest command', async () => {
    expect(await refusal('Sumary')).toBe(
      'There is no command "Sumary": the nearest is summary, the commands are train, evaluate, predict, export, summary, presets, gradients, runs, bench.',
    );
    expect(await refusal('toString')).toMatch('There is no command "toString": ');
    expect(await refusal('help', 'trian')).toMatch('the nearest is train,');
  });

  it('names the nearest option', async () => {
    expect(await refusal('summary', '--prset', 'lenet-5')).toBe(
      "Unknown option '--prset'; the nearest is --preset, the options are --preset, --network, --json.",
    );
    expect(await refusal('export', '--ouput=x')).toMatch("Unknown option '--ouput'; the nearest is --out,");
  });

  it('tells what is missing, too much or without its value', async () => {
    expect(await refusal('summary')).toBe('--preset or --network is missing: expected one of them.');
    expect(await refusal('summary', '--preset', 'lenet-5', '--network', 'x')).toBe(
      '--preset and --network exclude each other: expected one of them.',
    );
    expect(await refusal('summary', '--preset')).toMatch(
      /^Option '--preset <value>' argument missing; the options are/,
    );
    expect(await refusal('summary', 'lenet-5')).toMatch(/^Unexpected argument 'lenet-5'/);
    expect(await refusal('export', '--run', 'x', '--format', 'onnx', '--out', 'y')).toBe(
      '--format is "onnx", expected safetensors or npz.',
    );
  });
});
