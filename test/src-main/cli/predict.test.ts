import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { gzipSync } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { mnistImage } from '../../../src-core/data/drawing/mnist-image';
import { openKernels } from '../../../src-main/trainer/kernels';
import { loadWeights, namedWeights } from '../../../src-core/model/weights';
import { Predictor } from '../../../src-core/training/predict';
import { cli, refusal, temporaryFolder, writeRun } from '../../support/cli';
import { firstDigits } from '../../support/digits';
import { moved } from '../../support/drawings';
import { idxFile } from '../../support/idx';
import { barsNetwork } from '../../support/networks';
import { penDigits } from '../../support/pen-digits';

interface Answer {
  index: number;
  label: number;
  probabilities: number[];
}

const answersOf = (text: string): Answer[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);

let folder: string;
let run: string;
let predictor: Predictor;
beforeEach(async () => {
  folder = temporaryFolder();
  run = join(folder, 'run');
  const { parameters } = await writeRun(run, lenet5.network);
  predictor = new Predictor(lenet5.network, openKernels());
  loadWeights(predictor.model.parameters, namedWeights(parameters), 'run');
});

function expected(pixels: Float32Array, index: number): Answer {
  const probabilities = Array.from(predictor.predict(pixels));
  return { index, label: probabilities.indexOf(Math.max(...probabilities)), probabilities };
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('predict --images', () => {
  it('gives a line for each image of an IDX file, plain or gzip', async () => {
    const { images } = firstDigits(5);
    const idx = idxFile([5, 28, 28], images);
    const answers = answersOf(await cli('predict', '--run', run, '--images', file('images.idx', idx)));
    expect(answers).toEqual(
      Array.from({ length: 5 }, (_, i) =>
        expected(
          Float32Array.from(images.subarray(784 * i, 784 * (i + 1)), (pixel) => pixel / 255),
          i,
        ),
      ),
    );
    expect(Object.keys(answers[0])).toEqual(['index', 'label', 'probabilities']);
    const zipped = await cli('predict', '--run', run, '--images', file('images.gz', gzipSync(idx)), '--json');
    expect(answersOf(zipped)).toEqual(answers);
  });

  it('refuses images of another shape, naming both', async () => {
    const path = file('small.idx', idxFile([1, 6, 5], new Uint8Array(30)));
    expect(await refusal('predict', '--run', run, '--images', path)).toBe(
      `${path}: its images are 1×6×5, but the network takes 1×28×28.`,
    );
  });

  it('refuses what is no image file', async () => {
    const predict = (path: string): Promise<string> => refusal('predict', '--run', run, '--images', path);
    expect(await predict(join(folder, 'none'))).toMatch(/none: cannot be read: .*\(ENOENT\)\.$/);
    expect(await predict(file('labels.idx', idxFile([9], new Uint8Array(9))))).toMatch('expected 0x00000803');
    const png = file('a.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10));
    expect(await predict(png)).toBe(`${png}: ends at byte 8, expected a PNG header of 33 bytes.`);
    const mixed = join(folder, 'mixed');
    mkdirSync(mixed);
    expect(await predict(mixed)).toBe(`${mixed}: holds no PNG files, expected at least one.`);
    writeFileSync(join(mixed, 'notes.txt'), 'hello');
    expect(await predict(mixed)).toBe(`${mixed}: holds notes.txt, expected only PNG files.`);
  });

  it('takes PNG files and folders of them, resized, as it takes the same pixels in an IDX file', async () => {
    const digits = firstDigits(2).images as Uint8Array;
    const pngs = join(folder, 'pngs');
    mkdirSync(pngs);
    [0, 1].forEach((i) => {
      const data = digits.slice(784 * i, 784 * (i + 1));
      writeFileSync(join(pngs, `${i}.png`), encode({ width: 28, height: 28, channels: 1, data }));
    });
    const expected = await cli('predict', '--run', run, '--images', file('two.idx', idxFile([2, 28, 28], digits)));
    expect(await cli('predict', '--run', run, '--images', pngs)).toBe(expected);
    const one = await cli('predict', '--run', run, '--images', join(pngs, '0.png'));
    expect(one).toBe(`${expected.split('\n', 1)[0]}\n`);
    const large = { width: 56, height: 56, channels: 3, data: new Uint8Array(3 * 56 * 56).fill(255) } as const;
    writeFileSync(join(pngs, '2.png'), encode(large));
    const answers = (await cli('predict', '--run', run, '--images', pngs)).trim().split('\n');
    expect(JSON.parse(answers[2])).toMatchObject({ index: 2 });
  });

  it('refuses to answer with what is no number', async () => {
    const broken = join(folder, 'broken');
    await writeRun(broken, lenet5.network, ({ parameters }) => parameters[0].value.fill(NaN));
    const path = file('images.idx', idxFile([1, 28, 28], new Uint8Array(784)));
    expect(await refusal('predict', '--run', broken, '--images', path)).toBe(
      'The answer for image 0 is not a number: the weights have grown beyond all bounds.',
    );
  });
});

describe('predict --strokes', () => {
  const predict = (content: string): Promise<string> =>
    cli('predict', '--run', run, '--strokes', file('strokes.json', content));
  const refuse = (content: string): Promise<string> =>
    refusal('predict', '--run', run, '--strokes', file('strokes.json', content));

  it('sees drawings of any scale as the pad does, whatever else an entry holds', async () => {
    const digits = penDigits.slice(0, 300).filter((_, i) => i % 60 === 0);
    const answers = answersOf(await predict(JSON.stringify(digits)));
    expect(answers).toEqual(digits.map(({ strokes }, i) => expected(mnistImage(strokes)!.pixels, i)));
    const large = digits.map(({ strokes }) => ({ strokes: moved(strokes, 1024, 5, 7) }));
    expect(answersOf(await predict(JSON.stringify(large)))).toEqual(answers);
  });

  it('gives nothing for no drawings', async () => {
    expect(await predict('[]')).toBe('');
  });

  it.each([
    ['[{"strokes": [[[1, 2]]]}, {"strokes": []}]', 'entry 1: strokes: nothing is drawn, expected one point at least.'],
    ['[{"strokes": [[], []]}]', 'entry 0: strokes: nothing is drawn, expected one point at least.'],
    ['[{"strokes": [[[1, NaN]]]}]', 'entry 0: strokes[0][0][1]: expected number, received null.'],
    ['[{"strokes": [[[-Infinity, 1]]]}]', 'entry 0: strokes[0][0][0]: expected number, received null.'],
    ['[{"strokes": [[[1, 1e999]]]}]', 'entry 0: strokes[0][0][1]: expected number, received Infinity.'],
    ['[{"strokes": [[[1, 2, 3]]]}]', 'entry 0: strokes[0][0]: expected a point [x, y] of two numbers.'],
    ['[{"stroke": []}]', 'entry 0: strokes: expected array, received undefined.'],
    ['[5]', 'entry 0: expected object, received number.'],
    ['{"strokes": []}', 'is no list of drawings, expected [{"strokes": [[[x, y], …], …]}, …].'],
    ['[{"strokes":', 'is no list of drawings, expected [{"strokes": [[[x, y], …], …]}, …].'],
  ])('refuses %s', async (content, complaint) => {
    expect(await refuse(content)).toBe(`${join(folder, 'strokes.json')}: ${complaint}`);
  });

  it('refuses a network that takes other images', async () => {
    const bars = join(folder, 'bars');
    await writeRun(bars, barsNetwork);
    const path = file('strokes.json', '[{"strokes": [[[1, 2]]]}]');
    expect(await refusal('predict', '--run', bars, '--strokes', path)).toBe(
      `${path}: its images are 1×28×28, but the network takes 1×6×6.`,
    );
  });
});
