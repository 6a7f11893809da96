/** kernels.ts, WindowGeometry: twelve words in the memory, and behind them what is made of it once (index.ts, prepareGeometry). */
@unmanaged
export class Geometry {
  inChannels: i32;
  inHeight: i32;
  inWidth: i32;
  outChannels: i32;
  outHeight: i32;
  outWidth: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  strideY: i32;
  strideX: i32;
  paddingTop: i32;
  paddingLeft: i32;
  /** Where the descriptions and tables of its convolutions lie: read by all lanes, written by none. */
  forward: usize;
  backward: usize;
  depthwiseForward: usize;
  depthwiseBackward: usize;
  weights: usize;
  depthwiseWeights: usize;
  weightsByChannel: usize;
  /** 0 where it does not suit. */
  columns: usize;
}
