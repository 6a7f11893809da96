import { z } from 'zod';
import { IMAGE_SIZE, mnistImage } from '../../src-core/data/drawing/mnist-image';
import { describeIssue, InputError } from '../../src-core/input-error';
import type { Shape } from '../../src-core/tensor/shape';
import { readText } from './files';
import { checkImageShape, type Images } from './images';

/** Beyond this the width of a drawing is no longer a number. */
const coordinate = z.number().min(-1e300).max(1e300);
const point = z.tuple([coordinate, coordinate], 'expected a point [x, y] of two numbers');
const drawing = z.looseObject({
  strokes: z
    .array(z.array(point))
    .refine((strokes) => strokes.some((stroke) => stroke.length > 0), 'nothing is drawn, expected one point at least'),
});

/** Python writes numbers that are none as these words, which JSON does not have. */
const NO_NUMBERS = /-?\b(?:NaN|Infinity)\b/g;

function parse(text: string, path: string): unknown[] {
  for (const attempt of [text, text.replace(NO_NUMBERS, 'null')]) {
    try {
      const json = JSON.parse(attempt) as unknown;
      if (Array.isArray(json)) return json;
    } catch {
      // The second attempt is for telling which drawing is wrong; what it cannot mend is told below.
    }
  }
  throw new InputError(`${path}: is no list of drawings, expected [{"strokes": [[[x, y], …], …]}, …].`);
}

/**
 * Drawings of a file as the pad would have them: pixels of 28×28, inked, scaled and centred. x to the right, y down, in any
 * unit; other keys of an entry are left alone. Throws an InputError that names the first entry that is no drawing.
 */
export async function readStrokes(path: string, shape: Shape): Promise<Images> {
  const entries = parse(await readText(path), path);
  const drawings = entries.map((entry, i) => {
    const result = drawing.safeParse(entry);
    if (result.success) return result.data.strokes;
    throw new InputError(`${path}: entry ${i}: ${describeIssue(result.error)}.`);
  });
  checkImageShape(path, [1, IMAGE_SIZE, IMAGE_SIZE], shape);
  return {
    count: drawings.length,
    pixels(index) {
      const image = mnistImage(drawings[index] ?? []);
      if (!image) throw new Error(`entry ${index} was checked to have ink`);
      return image.pixels;
    },
  };
}
