import { KIND_NAMES } from '../../../src-core/architecture/describe-layer';
import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import { plural } from '../format';
import type { Block } from '../network-edit';
import { listed } from './view';

function layerWords(spec: LayerSpec): string {
  const name = KIND_NAMES[spec.kind];
  if (spec.kind === 'dense') return `${name} with ${plural(spec.units, 'unit')}`;
  if (spec.kind !== 'conv2d') return name;
  const stride = spec.stride === 1 ? '' : ` and stride ${spec.stride}`;
  return `${name} ${spec.kernelSize}×${spec.kernelSize} with ${plural(spec.filters, 'filter')}${stride}`;
}

/** "Flatten and Dense with 10 units" */
export const blockWords = (block: Block): string => listed(block.map(layerWords));
