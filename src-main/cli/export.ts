import { writeNpz } from '../../src-core/formats/npz';
import { writeSafetensors } from '../../src-core/formats/safetensors';
import { InputError } from '../../src-core/input-error';
import { referenceKernels } from '../../src-core/kernels/reference';
import { Model } from '../../src-core/model/model';
import { loadWeights, namedWeights, weightCount, type NamedTensor } from '../../src-core/model/weights';
import { readRun } from '../trainer/run-folder';
import { JSON_OPTION, type Command } from './command';
import { writeBytes } from './files';
import { parseOptions, requiredOption } from './options';
import { createOutput } from './output';

type Writer = (tensors: readonly NamedTensor[]) => Uint8Array;

const FORMATS: Readonly<Record<string, Writer>> = {
  safetensors: (tensors) => writeSafetensors(tensors),
  npz: writeNpz,
};

const NAMES = Object.keys(FORMATS);

const OPTIONS: Command['options'] = {
  run: { type: 'string', value: 'RUN', what: 'the folder of a run' },
  format: { type: 'string', value: 'F', what: NAMES.join(' or ') },
  out: { type: 'string', value: 'FILE', what: 'where the weights are put' },
  json: JSON_OPTION,
};

function findFormat(name: string): Writer {
  const write = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
  if (write) return write;
  throw new InputError(`--format is "${name}", expected ${NAMES.join(' or ')}.`);
}

/**
 * Writes the weights of a run, running statistics among them, in the network's order and by PyTorch's keys: the bytes depend
 * on network and weights alone.
 */
export const exportCommand: Command = {
  summary: 'Writes the weights of a run for other programs',
  options: OPTIONS,
  async run(args) {
    const options = parseOptions(args, OPTIONS);
    const folder = requiredOption(options, 'run', 'the folder of a run');
    const format = requiredOption(options, 'format', NAMES.join(' or '));
    const write = findFormat(format);
    const out = requiredOption(options, 'out', 'a file for the weights');
    const { network, weights } = await readRun(folder);
    const { parameters } = new Model(network, referenceKernels, { maxBatch: 1, trainable: false });
    loadWeights(parameters, weights, folder);
    const bytes = write(namedWeights(parameters));
    await writeBytes(out, bytes);
    const values = weightCount(parameters);
    createOutput(options.json === true).result(
      { file: out, format, tensors: parameters.length, values, bytes: bytes.length },
      `${parameters.length} tensors, ${values} values, are in ${out} (${bytes.length} bytes)`,
    );
  },
};
