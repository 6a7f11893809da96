import { InputError } from '../../src-core/input-error';
import type { Kernels } from '../../src-core/kernels/kernels';
import { loadWeights } from '../../src-core/model/weights';
import { Predictor } from '../../src-core/training/predict';
import { readRun } from '../trainer/run-folder';
import { JSON_OPTION, type Command } from './command';
import { readImages, type Images } from './images';
import { KERNELS_OPTION, kernelsFrom } from './kernels';
import { eitherOption, parseOptions, requiredOption, type Options } from './options';
import { writeLine } from './output';
import { readStrokes } from './strokes';

const OPTIONS: Command['options'] = {
  run: { type: 'string', value: 'RUN', what: 'the folder of a run' },
  images: { type: 'string', value: 'FILE', what: 'an IDX file, plain or gzip, a PNG file, a folder of PNG files, or:' },
  strokes: { type: 'string', value: 'FILE.json', what: 'drawings: [{"strokes": [[[x, y], …], …]}, …], y down' },
  kernels: KERNELS_OPTION,
  json: { ...JSON_OPTION, what: 'as without it: the answers are JSON already' },
};

async function openPredictor(folder: string, kernels: Kernels): Promise<Predictor> {
  const { network, weights } = await readRun(folder);
  const predictor = new Predictor(network, kernels);
  loadWeights(predictor.model.parameters, weights, folder);
  return predictor;
}

function openImages(options: Options, predictor: Predictor): Promise<Images> {
  const { shape } = predictor.model.network.input;
  const name = eitherOption(options, 'images', 'strokes');
  const path = String(options[name]);
  return name === 'images' ? readImages(path, shape) : readStrokes(path, shape);
}

interface Answer {
  readonly index: number;
  /** The likeliest class, counted from 0; the first of equals. */
  readonly label: number;
  readonly probabilities: readonly number[];
}

async function answer(predictor: Predictor, images: Images, index: number): Promise<Answer> {
  const probabilities = Array.from(predictor.predict(await images.pixels(index)));
  if (!probabilities.every(Number.isFinite)) {
    throw new InputError(`The answer for image ${index} is not a number: the weights have grown beyond all bounds.`);
  }
  return { index, label: probabilities.indexOf(Math.max(...probabilities)), probabilities };
}

/** Tells, a line of JSON for each image, what the network of a run takes it for. */
export const predictCommand: Command = {
  summary: 'Tells, a line of JSON for each image, what the network of a run takes it for',
  options: OPTIONS,
  async run(args) {
    const options = parseOptions(args, OPTIONS);
    const folder = requiredOption(options, 'run', 'the folder of a run');
    const predictor = await openPredictor(folder, kernelsFrom(options));
    const images = await openImages(options, predictor);
    for (let index = 0; index < images.count; index++) {
      await writeLine(JSON.stringify(await answer(predictor, images, index)));
    }
  },
};
