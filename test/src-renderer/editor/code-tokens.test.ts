import { expect, it } from 'vitest';
import { presets } from '../../../src-core/architecture/presets';
import { kerasCode } from '../../../src-core/formats/code/keras';
import { pytorchCode } from '../../../src-core/formats/code/pytorch';
import { codeTokens } from '../../../src-renderer/editor/code-tokens';

it.each(presets)('$id: leaves nothing out', ({ network }) => {
  for (const code of [pytorchCode(network), kerasCode(network)]) {
    if (!code.ok) throw new Error(code.error);
    expect(
      codeTokens(code.text)
        .map(({ text }) => text)
        .join(''),
    ).toBe(code.text);
  }
});

it('tells comments, docstrings, strings and keywords from the rest', () => {
  const text = 'class Net:\n    """A "# net" \\"""."""\n    # for x\n    name = "a \\" # b"  # c';
  expect(codeTokens(text).filter(({ kind }) => kind !== 'plain')).toEqual([
    { kind: 'keyword', text: 'class' },
    { kind: 'comment', text: '"""A "# net" \\"""."""' },
    { kind: 'comment', text: '# for x' },
    { kind: 'string', text: '"a \\" # b"' },
    { kind: 'comment', text: '# c' },
  ]);
});
