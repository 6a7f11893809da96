import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { analyzeNetwork } from '../../src-core/architecture/analyze';
import { networkSpecSchema, parseNetwork } from '../../src-core/architecture/network-spec';

const SCHEMA = resolve('docs/network.schema.json');
const TITLE = 'A network of Kernelsmith';

describe('docs/network.schema.json', () => {
  // After a change of the schema: node scripts/test-unit.mjs -u test/docs
  it('is what the program checks a network file by', async () => {
    const { $schema, ...schema } = z.toJSONSchema(networkSpecSchema);
    const text = JSON.stringify({ $schema, title: TITLE, ...schema });
    const options = await resolveConfig(SCHEMA);
    await expect(await format(text, { ...options, filepath: SCHEMA })).toMatchFileSnapshot(SCHEMA);
  });
});

describe('docs/network.md', () => {
  const text = readFileSync(resolve('docs/network.md'), 'utf8');
  const [, example] = /```json\n(.*?)```/s.exec(text)!;

  it('shows a network that works', () => {
    const network = parseNetwork(JSON.parse(example));
    expect(analyzeNetwork(network).errors).toEqual([]);
  });

  it('names every kind of layer and of loss', () => {
    const { layers, loss } = networkSpecSchema.shape;
    const kinds = [...layers.element.options, ...loss.options].map(({ shape }) => shape.kind.value);
    for (const kind of kinds) expect(text).toMatch(`\`${kind}\``);
  });
});
