// Calls as they lie in the memory, written by ../encode.ts: opcode, bytes of the call, how lanes share it, then
// the arguments of the kernel, a word each and two for a float64.

import { Opcode } from '../opcodes';
import { sigmoid, tanh } from './activations';
import { averagePool2d, averagePool2dBackward } from './average-pool2d';
import { batchNorm, batchNormBackward, batchNormInference, batchNormInferenceBackward } from './batch-norm';
import { conv2d, conv2dBackwardInput, depthwiseConv2d, depthwiseConv2dBackwardInput } from './conv2d';
import { conv2dReluMaxPool } from './conv2d-pool';
import { conv2dBackwardWeight, depthwiseConv2dBackwardWeight } from './conv2d-weight';
import { dense, denseBackwardInput, denseBackwardWeight } from './dense';
import { dropout } from './dropout';
import {
  accumulate,
  copyRows,
  fill,
  leakyRelu,
  leakyReluBackward,
  relu,
  reluBackward,
  scale,
  sigmoidBackward,
  tanhBackward,
} from './elementwise';
import { Geometry } from './geometry';
import { maxPool2d, maxPool2dBackward } from './max-pool2d';
import { clipFactor, sumOfSquares } from './norm';
import { reluMaxPool, reluMaxPoolBackward } from './relu-max-pool';
import { softmax, softmaxBackward, softmaxCrossEntropy } from './softmax';
import { loadMovedExamples } from './resample';
import { loadExamples, recordStep, takeRow } from './steps';
import { oneHot, squaredError } from './targets';
import { adamStep, rmspropStep, sgdStep } from './updates';

export const HEADER: usize = 12;

/** Argument word `i`: a whole number or the place of a tensor, 0 for none. */
function word(call: usize, i: i32): i32 {
  return load<i32>(call + i * 4, HEADER);
}

function real(call: usize, i: i32): f32 {
  return load<f32>(call + i * 4, HEADER);
}

function double(call: usize, i: i32): f64 {
  return load<f64>(call + i * 4, HEADER);
}

function geometry(call: usize, i: i32): Geometry {
  return changetype<Geometry>(word(call, i));
}

/** The share of one lane in one call. */
export function perform(c: usize, lane: i32, lanes: i32): void {
  switch (load<i32>(c)) {
    case Opcode.fill:
      return fill(word(c, 0), word(c, 1), real(c, 2), lane, lanes);
    case Opcode.copyRows:
      return copyRows(word(c, 0), word(c, 1), word(c, 2), word(c, 3), word(c, 4), word(c, 5), lane, lanes);
    case Opcode.accumulate:
      return accumulate(word(c, 0), word(c, 1), word(c, 2), lane, lanes);
    case Opcode.conv2d:
      return conv2d(word(c, 0), word(c, 1), word(c, 2), word(c, 3), word(c, 4), geometry(c, 5), lane, lanes);
    case Opcode.conv2dBackwardInput:
      return conv2dBackwardInput(word(c, 0), word(c, 1), word(c, 2), word(c, 3), geometry(c, 4), lane, lanes);
    case Opcode.conv2dBackwardWeight:
      return conv2dBackwardWeight(
        word(c, 0),
        word(c, 1),
        word(c, 2),
        word(c, 3),
        word(c, 4),
        geometry(c, 5),
        lane,
        lanes,
      );
    case Opcode.depthwiseConv2d:
      return depthwiseConv2d(word(c, 0), word(c, 1), word(c, 2), word(c, 3), word(c, 4), geometry(c, 5), lane, lanes);
    case Opcode.depthwiseConv2dBackwardInput:
      return depthwiseConv2dBackwardInput(word(c, 0), word(c, 1), word(c, 2), word(c, 3), geometry(c, 4), lane, lanes);
    case Opcode.depthwiseConv2dBackwardWeight:
      return depthwiseConv2dBackwardWeight(
        word(c, 0),
        word(c, 1),
        word(c, 2),
        word(c, 3),
        word(c, 4),
        geometry(c, 5),
        lane,
        lanes,
      );
    case Opcode.maxPool2d:
      return maxPool2d(word(c, 0), word(c, 1), word(c, 2), geometry(c, 3), lane, lanes);
    case Opcode.maxPool2dBackward:
      return maxPool2dBackward(
        word(c, 0),
        word(c, 1),
        word(c, 2),
        word(c, 3),
        word(c, 4),
        geometry(c, 5),
        word(c, 6) !== 0,
        lane,
        lanes,
      );
    case Opcode.averagePool2d:
      return averagePool2d(word(c, 0), word(c, 1), word(c, 2), geometry(c, 3), lane, lanes);
    case Opcode.averagePool2dBackward:
      return averagePool2dBackward(word(c, 0), word(c, 1), word(c, 2), geometry(c, 3), lane, lanes);
    case Opcode.dense:
      return dense(word(c, 0), word(c, 1), word(c, 2), word(c, 3), word(c, 4), word(c, 5), word(c, 6), lane, lanes);
    case Opcode.denseBackwardInput:
      return denseBackwardInput(word(c, 0), word(c, 1), word(c, 2), word(c, 3), word(c, 4), word(c, 5), lane, lanes);
    case Opcode.denseBackwardWeight:
      return denseBackwardWeight(
        word(c, 0),
        word(c, 1),
        word(c, 2),
        word(c, 3),
        word(c, 4),
        word(c, 5),
        word(c, 6),
        true,
        lane,
        lanes,
      );
    case Opcode.relu:
      return relu(word(c, 0), word(c, 1), word(c, 2), lane, lanes);
    case Opcode.reluBackward:
      return reluBackward(word(c, 0), word(c, 1), word(c, 2), word(c, 3), lane, lanes);
    case Opcode.leakyRelu:
      return leakyRelu(word(c, 0), word(c, 1), word(c, 2), real(c, 3), lane, lanes);
    case Opcode.leakyReluBackward:
      return leakyReluBackward(word(c, 0), word(c, 1), word(c, 2), word(c, 3), real(c, 4), lane, lanes);
    case Opcode.sigmoid:
      return sigmoid(word(c, 0), word(c, 1), word(c, 2), lane, lanes);
    case Opcode.sigmoidBackward:
      return sigmoidBackward(word(c, 0), word(c, 1), word(c, 2), word(c, 3), lane, lanes);
    case Opcode.tanh:
      return tanh(word(c, 0), word(c, 1), word(c, 2), lane, lanes);
    case Opcode.tanhBackward:
      return tanhBackward(word(c, 0), word(c, 1), word(c, 2), word(c, 3), lane, lanes);
    case Opcode.softmax:
      return softmax(word(c, 0), word(c, 1), word(c, 2), word(c, 3), lane, lanes);
    case Opcode.softmaxBackward:
      return softmaxBackward(word(c, 0), word(c, 1), word(c, 2), word(c, 3), word(c, 4), lane, lanes);
    case Opcode.dropout:
      return dropout(word(c, 0), word(c, 1), word(c, 2), word(c, 3), real(c, 4), word(c, 5), word(c, 6), lane, lanes);
    case Opcode.batchNorm:
      return batchNorm(
        word(c, 0),
        word(c, 1),
        word(c, 2),
        word(c, 3),
        word(c, 4),
        word(c, 5),
        word(c, 6),
        word(c, 7),
        word(c, 8),
        word(c, 9),
        word(c, 10),
        double(c, 11),
        double(c, 13),
        lane,
        lanes,
      );
    case Opcode.batchNormInference:
      return batchNormInference(
        word(c, 0),
        word(c, 1),
        word(c, 2),
        word(c, 3),
        word(c, 4),
        word(c, 5),
        word(c, 6),
        word(c, 7),
        word(c, 8),
        word(c, 9),
        word(c, 10),
        double(c, 11),
        lane,
        lanes,
      );
    case Opcode.batchNormBackward:
      return batchNormBackward(
        word(c, 0),
        word(c, 1),
        word(c, 2),
        word(c, 3),
        word(c, 4),
        word(c, 5),
        word(c, 6),
        word(c, 7),
        word(c, 8),
        word(c, 9),
        word(c, 10),
        lane,
        lanes,
      );
    case Opcode.batchNormInferenceBackward:
      return batchNormInferenceBackward(
        word(c, 0),
        word(c, 1),
        word(c, 2),
        word(c, 3),
        word(c, 4),
        word(c, 5),
        word(c, 6),
        lane,
        lanes,
      );
    case Opcode.softmaxCrossEntropy:
      return softmaxCrossEntropy(
        word(c, 0),
        word(c, 1),
        word(c, 2),
        word(c, 3),
        word(c, 4),
        word(c, 5),
        double(c, 6),
        double(c, 8),
        lane,
        lanes,
      );
    case Opcode.oneHot:
      return oneHot(word(c, 0), word(c, 1), word(c, 2), word(c, 3), lane, lanes);
    case Opcode.squaredError:
      return squaredError(
        word(c, 0),
        word(c, 1),
        word(c, 2),
        word(c, 3),
        word(c, 4),
        word(c, 5),
        double(c, 6),
        lane,
        lanes,
      );
    case Opcode.sumOfSquares:
      return sumOfSquares(word(c, 0), word(c, 1), word(c, 2), lane);
    case Opcode.clipFactor:
      return clipFactor(word(c, 0), word(c, 1), double(c, 2), lane);
    case Opcode.scale:
      return scale(word(c, 0), word(c, 1), word(c, 2), lane, lanes);
    case Opcode.sgdStep:
      return sgdStep(word(c, 0), word(c, 1), word(c, 2), word(c, 3), word(c, 4), lane, lanes);
    case Opcode.adamStep:
      return adamStep(word(c, 0), word(c, 1), word(c, 2), word(c, 3), word(c, 4), word(c, 5), lane, lanes);
    case Opcode.rmspropStep:
      return rmspropStep(word(c, 0), word(c, 1), word(c, 2), word(c, 3), word(c, 4), word(c, 5), lane, lanes);
    case Opcode.takeRow:
      return takeRow(word(c, 0), word(c, 1), word(c, 2), word(c, 3), lane);
    case Opcode.loadExamples:
      return loadExamples(
        word(c, 0),
        word(c, 1) !== 0,
        word(c, 2),
        word(c, 3),
        word(c, 4),
        word(c, 5),
        word(c, 6),
        word(c, 7),
        word(c, 8),
        word(c, 9),
        real(c, 10),
        real(c, 11),
        lane,
        lanes,
      );
    case Opcode.recordStep:
      return recordStep(word(c, 0), word(c, 1), word(c, 2), word(c, 3), word(c, 4), word(c, 5), word(c, 6), lane);
    case Opcode.conv2dReluMaxPool:
      return conv2dReluMaxPool(
        word(c, 0),
        word(c, 1),
        word(c, 2),
        word(c, 3),
        word(c, 4),
        word(c, 5),
        geometry(c, 6),
        word(c, 7) !== 0,
        lane,
        lanes,
      );
    case Opcode.reluMaxPool:
      return reluMaxPool(word(c, 0), word(c, 1), word(c, 2), word(c, 3), geometry(c, 4), word(c, 5) !== 0, lane, lanes);
    case Opcode.reluMaxPoolBackward:
      return reluMaxPoolBackward(word(c, 0), word(c, 1), word(c, 2), word(c, 3), geometry(c, 4), lane, lanes);
    case Opcode.denseWeightGradient:
      return denseBackwardWeight(
        word(c, 0),
        word(c, 1),
        word(c, 2),
        word(c, 3),
        word(c, 4),
        word(c, 5),
        word(c, 6),
        false,
        lane,
        lanes,
      );
    case Opcode.loadMovedExamples:
      return loadMovedExamples(
        word(c, 0),
        word(c, 1) !== 0,
        word(c, 2),
        word(c, 3),
        word(c, 4),
        word(c, 5),
        word(c, 6),
        word(c, 7),
        word(c, 8),
        word(c, 9),
        word(c, 10),
        word(c, 11),
        word(c, 12),
        real(c, 13),
        real(c, 14),
        real(c, 15),
        lane,
        lanes,
      );
    default:
      unreachable();
  }
}
