/** What the benchmark uses of ConvNetJS, which comes without types. */
declare module 'convnetjs' {
  /** Values of one image, row by row. */
  class Vol {
    constructor(width: number, height: number, depth: number, value: number);
    readonly w: Float64Array;
  }
  class Net {
    makeLayers(definitions: readonly Readonly<Record<string, unknown>>[]): void;
    forward(image: Vol, training?: boolean): Vol;
  }
  class SGDTrainer {
    constructor(net: Net, options: Readonly<Record<string, number>>);
    train(image: Vol, label: number): unknown;
  }
}
