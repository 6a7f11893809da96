/** kernels.ts, WindowGeometry: twelve words in the memory. */
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
}
