import { describe, expect, it } from 'vitest';
import { presets } from '../../../../src-core/architecture/presets';
import { lenet5 } from '../../../../src-core/architecture/presets/lenet-5';
import { residual } from '../../../../src-core/architecture/presets/residual';
import type { NetworkSpec } from '../../../../src-core/architecture/network-spec';
import { pytorchCode } from '../../../../src-core/formats/code/pytorch';
import { AWKWARD_NAMES, oddNetworks } from '../../../support/odd-networks';
import { dense, networkOf } from '../../../support/networks';

const textOf = (network: NetworkSpec): string => {
  const code = pytorchCode(network);
  return code.ok ? code.text : `no code: ${code.error}`;
};
const named = (name: string): NetworkSpec => oddNetworks.find((network) => network.name === name)!;

// That it computes what the engine computes is proved by PyTorch itself: test/pytorch/code.torch.ts.
describe('pytorchCode', () => {
  it('writes a chain', () =>
    expect(textOf(lenet5.network)).toMatchInlineSnapshot(`
    "import torch
    from torch import nn

    CLASSES = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]


    class Net(nn.Module):
        """lenet-5.

        x: (N, 1, 28, 28), float32; a pixel p of 0…255 enters as (p / 255 - 0.1307) / 0.3081.
        Returns (N, 10): logits; softmax makes probabilities of them.
        Loss: nn.CrossEntropyLoss().
        Weights: net.load_state_dict(safetensors.torch.load_file("weights.safetensors")).
        """

        def __init__(self):
            super().__init__()
            self.conv1 = nn.Conv2d(1, 6, 5, padding=2)
            self.relu1 = nn.ReLU()
            self.pool1 = nn.MaxPool2d(2)
            self.conv2 = nn.Conv2d(6, 16, 5)
            self.relu2 = nn.ReLU()
            self.pool2 = nn.MaxPool2d(2)
            self.flatten = nn.Flatten()
            self.fc1 = nn.Linear(400, 120)
            self.relu3 = nn.ReLU()
            self.fc2 = nn.Linear(120, 84)
            self.relu4 = nn.ReLU()
            self.fc3 = nn.Linear(84, 10)
            for layer in (self.conv1, self.conv2, self.fc1, self.fc2):
                nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
                nn.init.zeros_(layer.bias)
            nn.init.normal_(self.fc3.weight, std=0.01)
            nn.init.zeros_(self.fc3.bias)

        def forward(self, x):
            x = self.conv1(x)
            x = self.relu1(x)
            x = self.pool1(x)
            x = self.conv2(x)
            x = self.relu2(x)
            x = self.pool2(x)
            x = self.flatten(x)
            x = self.fc1(x)
            x = self.relu3(x)
            x = self.fc2(x)
            x = self.relu4(x)
            x = self.fc3(x)
            return x
    "
  `));

  it('gives a name to what is read later: the sums of residual blocks', () => {
    expect(textOf(residual.network)).toMatch(/pool1 = self\.pool1\(x\)\n(.*\n)*? {8}x = x \+ pool1\n/);
  });

  it('calls the example by a name where it is read later', () => {
    const text = textOf(named('joins, the input read thrice'));
    expect(text).toContain('def forward(self, image):');
    expect(text).toContain('x = torch.cat([image, x, image, a], dim=1)');
  });

  it('adds the zeros that PyTorch’s own padding cannot add', () => {
    expect(textOf(named('same, 4×4, stride 1'))).toContain('self.conv = nn.Conv2d(3, 3, 4, padding="same")');
    const text = textOf(named('same, 4×4, stride 2')); // 9×12: three zeros below each other, two beside
    expect(text).toContain('x = self.conv(F.pad(x, (1, 1, 1, 2)))');
    expect(text).toContain('from torch.nn import functional as F');
    expect(textOf(named('same, 5×5, stride 3'))).toContain('self.conv = nn.Conv2d(3, 3, 5, stride=3, padding=1)');
  });

  it('reaches modules under names that Python or PyTorch needs for itself', () => {
    const text = textOf(named('awkward names'));
    for (const name of ['class', 'train', 'forward'])
      expect(text).toContain(`self._modules["${name}"] = nn.Linear(4, 4)`);
    for (const name of AWKWARD_NAMES)
      expect(text).toMatch(new RegExp(`self(\\.|\\._modules\\[")${name}("\\])? = nn\\.`));
    expect(text).toContain('x_ = self.x(');
  });

  it('says what is not the same in PyTorch, once', () => {
    const text = textOf(presets.find(({ id }) => id === 'notebook-003')!.network);
    expect(text.match(/# Of equal maxima PyTorch gives the gradient to the first/g)).toHaveLength(1);
  });

  it('gives one sentence for a network that cannot run', () => {
    const layers = lenet5.network.layers.filter(({ kind }) => kind !== 'flatten');
    expect(pytorchCode({ ...lenet5.network, layers })).toEqual({
      ok: false,
      error: 'fc1: its input "flatten" is not a layer of this network.',
    });
    expect(pytorchCode({ ...lenet5.network, layers: [] })).toEqual({ ok: false, error: 'There are no layers yet.' });
  });

  it('gives one sentence for the name that no layer of a module can have', () => {
    expect(pytorchCode(networkOf([2], 2, [dense('training', 2, ['input'])]))).toEqual({
      ok: false,
      error: 'training: PyTorch needs this name for itself; give the layer another one.',
    });
  });
});
