import type { Curve, Curves, EpochPoint } from '../state/run-history';
import { formatLoss, formatPercent } from '../state/format';
import { fittedShareAxis, logAxis, positiveRange, shareAxis, type Axis } from './axes';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** One of the two things that training is judged by, and how it is drawn. */
export interface Quantity {
  readonly scale: 'linear' | 'logarithmic';
  readonly curve: (curves: Curves) => Curve;
  /** What an evaluation says of it. */
  readonly of: (evaluation: { loss: number; accuracy: number }) => number;
  readonly axis: (curve: Curve, validation: readonly Point[]) => Axis;
  readonly format: (value: number) => string;
  /** As `format`, where there is little room. */
  readonly formatShort: (value: number) => string;
  readonly formatTick: (value: number) => string;
}

/** A batch whose loss is so many times larger or smaller than all of the smooth curve may leave the picture. */
const FAR_OUT = 4;

export const LOSS: Quantity = {
  scale: 'logarithmic',
  curve: (curves) => curves.loss,
  of: (evaluation) => evaluation.loss,
  axis: lossAxis,
  format: formatLoss,
  formatShort: formatLoss,
  formatTick: (value) => (value < 1e4 ? String(value) : value.toExponential(0)),
};

export const ACCURACY: Quantity = {
  scale: 'linear',
  curve: (curves) => curves.accuracy,
  of: (evaluation) => evaluation.accuracy,
  axis: accuracyAxis,
  format: (value) => formatPercent(value),
  formatShort: (value) => formatPercent(value, 1),
  formatTick: (value) => formatPercent(value, 0),
};

/** The same, from 0 to 100 %. */
export const ACCURACY_WHOLE: Quantity = { ...ACCURACY, axis: () => shareAxis };

/** So many values of a curve tell where most of it lies. */
const SAMPLES = 200;
/** This share of a curve, its first steps, may leave the picture: what matters comes later. */
const STEEP = 0.2;

/** Around all validations and most of the smooth curve, up to 100 %. */
function accuracyAxis({ smooth }: Curve, validation: readonly Point[]): Axis {
  const count = Math.min(SAMPLES, smooth.length);
  const samples = Array.from({ length: count }, (_, i) => smooth[Math.floor((i * smooth.length) / count)] ?? NaN);
  const known = samples.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const low = known[Math.floor(STEEP * known.length)] ?? (validation.length > 0 ? 1 : 0);
  return fittedShareAxis(Math.min(low, ...validation.map(({ y }) => y)));
}

/** Around the smooth curve, the validations and as much of the single batches as is not far out. */
function lossAxis({ raw, smooth }: Curve, validation: readonly Point[]): Axis {
  const [lowest, highest] = positiveRange(raw);
  const [low, high] = positiveRange([...positiveRange(smooth), ...validation.map((point) => point.y)]);
  return logAxis(Math.min(low, Math.max(lowest, low / FAR_OUT)), Math.max(high, Math.min(highest, high * FAR_OUT)));
}

/** The validations of a run, each at the step after which it was done. */
export function validationPoints(epochs: readonly EpochPoint[], quantity: Quantity): Point[] {
  return epochs.flatMap(({ step, validation }) => (validation ? [{ x: step, y: quantity.of(validation) }] : []));
}

/** What the curves say at a step; `validation` where one was done. */
export interface Reading {
  readonly step: number;
  readonly raw: number;
  readonly smooth: number;
  readonly validation: number | null;
}

/** Null for a step that has not been done. */
export function readAt(curves: Curves, quantity: Quantity, step: number): Reading | null {
  const { raw, smooth } = quantity.curve(curves);
  const [batch, mean] = [raw[step - 1], smooth[step - 1]];
  if (batch === undefined || mean === undefined) return null;
  const validation = curves.epochs.find((epoch) => epoch.step === step)?.validation;
  return { step, raw: batch, smooth: mean, validation: validation ? quantity.of(validation) : null };
}

/** The step nearest to the one that is pointed at: a validation that is within `reach` steps goes before. */
export function nearestStep(curves: Curves, step: number, reach: number): number | null {
  const { length } = curves.loss.raw;
  if (length === 0) return null;
  const near = curves.epochs.find((epoch) => epoch.validation && Math.abs(epoch.step - step) <= reach);
  return near?.step ?? Math.min(length, Math.max(1, step));
}
