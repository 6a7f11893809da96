import { RandomStream } from '../../random/random-stream';
import type { LinesSource } from '../../architecture/data-source';
import type { Dataset } from '../dataset';
import { describeDataset } from '../describe';
import type { Examples } from '../examples';

const SIDE = 28;
const PIXELS = SIDE * SIDE;
/** A line is two pixels wide, goes from 5 to 22 and lies at 10…17. */
const FIRST = 5;
const END = 23;
const WIDTH = 2;
const PLACES = { first: 10, count: 8 };

/**
 * White lines in noise, standing (label 0) and lying (label 1) in turn: the data of the notebook that learns two
 * patterns. Values are the sum of line and noise and not cut off. Each image is a function of (seed, part, its number).
 */
export function generateLines({ training, test, noise, seed }: LinesSource): Dataset {
  return describeDataset({
    name: `Lines in noise of ${noise} (seed ${seed})`,
    classNames: ['vertical', 'horizontal'],
    training: drawPart(training, noise, seed, 'lines training'),
    test: test > 0 ? drawPart(test, noise, seed, 'lines test') : null,
  });
}

function drawPart(count: number, noise: number, seed: number, part: string): Examples {
  const images = new Float32Array(count * PIXELS);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 2);
  for (let i = 0; i < count; i++) {
    drawExample(images.subarray(i * PIXELS, (i + 1) * PIXELS), labels[i], noise, new RandomStream(seed, part, i));
  }
  return { shape: [1, SIDE, SIDE], count, images, labels };
}

/** Draw 0 of the stream says where the line lies, draw 1 + p is the noise of pixel p. */
function drawExample(image: Float32Array, label: number, noise: number, stream: RandomStream): void {
  const place = PLACES.first + stream.below(0, PLACES.count);
  for (let p = 0; p < PIXELS; p++) {
    const row = Math.floor(p / SIDE);
    const column = p % SIDE;
    const [along, across] = label === 0 ? [row, column] : [column, row];
    const onLine = along >= FIRST && along < END && across >= place && across < place + WIDTH;
    image[p] = (onLine ? 1 : 0) + noise * stream.normal(1 + p);
  }
}
