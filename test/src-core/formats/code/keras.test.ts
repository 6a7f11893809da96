import { describe, expect, it } from 'vitest';
import type { NetworkSpec } from '../../../../src-core/architecture/network-spec';
import { presets } from '../../../../src-core/architecture/presets';
import { lenet5 } from '../../../../src-core/architecture/presets/lenet-5';
import { kerasCode } from '../../../../src-core/formats/code/keras';
import { oddNetworks } from '../../../support/odd-networks';

const textOf = (network: NetworkSpec): string => {
  const code = kerasCode(network);
  return code.ok ? code.text : `no code: ${code.error}`;
};
const named = (name: string): NetworkSpec => oddNetworks.find((network) => network.name === name)!;
const windows = oddNetworks.find(({ name }) => name.startsWith('windows'))!;

describe('kerasCode', () => {
  it('writes a chain', () =>
    expect(textOf(lenet5.network)).toMatchInlineSnapshot(`
    """"lenet-5, for Keras 3.

    inputs: (N, 28, 28, 1), channels last; a pixel p of 0…255 enters as (p / 255 - 0.1307) / 0.3081.
    Outputs (N, 10): logits; softmax makes probabilities of them.
    Loss: keras.losses.SparseCategoricalCrossentropy(from_logits=True).
    Kernels from weight files, whose layout is PyTorch's:
        Conv2D: weight.transpose(2, 3, 1, 0)
        Dense: weight.transpose(1, 0)
    """

    import keras
    from keras import initializers as init, layers

    CLASSES = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]

    inputs = keras.Input(shape=(28, 28, 1), name="input")
    # HeNormal and GlorotNormal end at two deviations in Keras; their variance is the same.
    x = layers.Conv2D(
        6, 5, padding="same", kernel_initializer=init.HeNormal(), name="conv1"
    )(inputs)
    x = layers.ReLU(name="relu1")(x)
    x = layers.MaxPooling2D(2, name="pool1")(x)
    x = layers.Conv2D(16, 5, kernel_initializer=init.HeNormal(), name="conv2")(x)
    x = layers.ReLU(name="relu2")(x)
    x = layers.MaxPooling2D(2, name="pool2")(x)
    # Channels come first in a flattened image, as the weights behind it expect.
    x = layers.Permute((3, 1, 2), name="flatten_order")(x)
    x = layers.Flatten(name="flatten")(x)
    x = layers.Dense(120, kernel_initializer=init.HeNormal(), name="fc1")(x)
    x = layers.ReLU(name="relu3")(x)
    x = layers.Dense(84, kernel_initializer=init.HeNormal(), name="fc2")(x)
    x = layers.ReLU(name="relu4")(x)
    x = layers.Dense(
        10, kernel_initializer=init.RandomNormal(stddev=0.01), name="fc3"
    )(x)
    model = keras.Model(inputs, x, name="lenet-5")
    "
  `));

  it('writes every kind of window, and what is not the same in Keras', () => {
    expect(textOf(windows)).toMatchInlineSnapshot(`
      """"windows \\"\\"\\" of \\\\ all\\nkinds, for Keras 3.

      inputs: (N, 8, 8, 3), channels last; a pixel p of 0…255 enters as p / 255 + 0.5.
      Outputs (N, 3): values near 1 for the right class, else 0.
      Loss: keras.losses.MeanSquaredError(); targets are 1 at the label, else 0.
      Kernels from weight files, whose layout is PyTorch's:
          Conv2D: weight.transpose(2, 3, 1, 0)
          DepthwiseConv2D: weight.reshape(channels, -1, k, k).transpose(2, 3, 0, 1)
          Dense: weight.transpose(1, 0)
      """

      import keras
      from keras import initializers as init, layers

      CLASSES = ["\\"", "\\\\", "é\\n"]

      inputs = keras.Input(shape=(8, 8, 3), name="input")
      # HeNormal and GlorotNormal end at two deviations in Keras; their variance is the same.
      x = layers.Conv2D(
          3, 5, strides=2, padding="same", kernel_initializer=init.HeNormal(),
          name="conv"
      )(inputs)
      # The moving variance divides by N in Keras, here by N - 1.
      x = layers.BatchNormalization(momentum=0.9, epsilon=0.00001, name="bn")(x)
      x = layers.DepthwiseConv2D(
          4, strides=2, padding="same", depth_multiplier=2,
          depthwise_initializer=init.RandomNormal(stddev=(2 / 48) ** 0.5),
          bias_initializer=init.Constant(0.5), name="wise"
      )(x)
      x = layers.ZeroPadding2D(3, name="wider_zeros")(x)
      x = layers.DepthwiseConv2D(
          4, depth_multiplier=2,
          depthwise_initializer=init.RandomUniform(-((6 / 48) ** 0.5), (6 / 48) ** 0.5),
          bias_initializer=init.Constant(0.5), name="wider"
      )(x)
      x = layers.AveragePooling2D(3, strides=1, name="average")(x)
      x = layers.Activation("tanh", name="tanh")(x)
      # Of equal maxima Keras gives the gradient to one; here all of them get it.
      x = layers.MaxPooling2D(2, strides=1, name="pool")(x)
      x = layers.Dropout(0, name="drop")(x)
      # Channels come first in a flattened image, as the weights behind it expect.
      x = layers.Permute((3, 1, 2), name="flatten_order")(x)
      x = layers.Flatten(name="flatten")(x)
      x = layers.Flatten(name="again")(x)
      x = layers.BatchNormalization(momentum=0.7, epsilon=0.01, name="bn2")(x)
      x = layers.Activation("sigmoid", name="sigmoid")(x)
      x = layers.Dense(3, kernel_initializer=init.HeNormal(), name="fc")(x)
      x = layers.Softmax(name="softmax")(x)
      model = keras.Model(inputs, x, name="windows_of_all_kinds")
      "
    `);
  });

  it('writes sums and concatenations', () => {
    const text = textOf(named('joins, the input read thrice'));
    expect(text).toContain('x = layers.Concatenate(name="c")([inputs, x, inputs, a])');
    expect(text).toContain('Loss: 0.5 times keras.losses.MeanSquaredError(); targets are the labels.');
  });

  it('takes "same" for as many pixels as it comes to, and zeros of their own for others', () => {
    const padded = (padding: number): string => {
      const [conv, ...rest] = lenet5.network.layers;
      const layers = [
        { ...conv, padding } as typeof conv,
        { kind: 'globalAveragePool2d', name: 'gap', inputs: ['conv1'] },
      ];
      return textOf({ ...lenet5.network, layers: [...layers, { ...rest.at(-1)!, inputs: ['gap'] }] as typeof rest });
    };
    expect(padded(2)).toContain('6, 5, padding="same"');
    expect(padded(1)).toContain('x = layers.ZeroPadding2D(1, name="conv1_zeros")(inputs)');
    expect(padded(0)).not.toMatch(/padding|Zero/);
  });

  it('never calls two things alike', () => {
    const text = textOf(named('awkward names'));
    expect(text).toContain('layers_ = layers.Dense(');
    expect(text).toContain('inputs_ = layers.Dense(');
    expect(text).toContain('class_ = layers.Dense(');
  });

  it('gives one sentence for a network that cannot run', () => {
    expect(kerasCode({ ...lenet5.network, layers: [] })).toEqual({ ok: false, error: 'There are no layers yet.' });
  });

  it.each(presets)('$id: names every layer', ({ network }) => {
    for (const { name } of network.layers) expect(textOf(network)).toContain(`name="${name}"`);
  });
});
