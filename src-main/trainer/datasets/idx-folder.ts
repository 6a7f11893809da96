import { basename, join } from 'node:path';
import type { Dataset } from '../../../src-core/data/dataset';
import { describeDataset } from '../../../src-core/data/describe';
import { checkLabels, checkSameShape, type Examples } from '../../../src-core/data/examples';
import { numberNames } from '../../../src-core/data/sources/class-names';
import { parseIdxPair } from '../../../src-core/data/sources/idx-set';
import { InputError } from '../../../src-core/input-error';
import { readBytes, type Listing } from './read';

type Part = 'train' | 'test';
type Content = 'images' | 'labels';

/** train-images-idx3-ubyte, t10k-labels.idx1-ubyte.gz, emnist-letters-test-images-idx3-ubyte, … */
const IDX_NAME = /(?:^|[-_.])(train|t10k|test)[-_](images|labels)(?=[-_.]|$)/i;

/** Whether a file is called as those of an IDX set are. */
export const isIdxName = (name: string): boolean => IDX_NAME.test(name) && !/\.(csv|png|txt|md)$/i.test(name);

/** What a file of an IDX set holds, by its name; null for other files. */
function contentOf(name: string): { part: Part; content: Content } | null {
  const [, part, content] = isIdxName(name) ? (IDX_NAME.exec(name) ?? []) : [];
  if (part === undefined || content === undefined) return null;
  return { part: /train/i.test(part) ? 'train' : 'test', content: /images/i.test(content) ? 'images' : 'labels' };
}

/** The file that holds this; a plain one is preferred to the same one compressed. Null: there is none. */
function findFile({ path, files }: Listing, part: Part, content: Content): string | null {
  const found = files.filter((name) => {
    const held = contentOf(name);
    return held?.part === part && held.content === content;
  });
  const [plain, other] = new Set(found.map((name) => name.replace(/\.gz$/i, '')));
  if (other !== undefined) {
    throw new InputError(`${path}: holds both ${plain ?? ''} and ${other}, expected one file of ${part} ${content}.`);
  }
  return found.find((name) => name === plain) ?? found[0] ?? null;
}

async function loadPart(listing: Listing, part: Part): Promise<Examples | null> {
  const images = findFile(listing, part, 'images');
  const labels = findFile(listing, part, 'labels');
  if (images === null && labels === null) return null;
  if (images === null || labels === null) {
    throw new InputError(
      `${listing.path}: holds ${images ?? labels ?? ''} without its ${images === null ? 'images' : 'labels'}, expected a file ${part}-${images === null ? 'images' : 'labels'}… beside it.`,
    );
  }
  return parseIdxPair({
    images: await readBytes(join(listing.path, images)),
    labels: await readBytes(join(listing.path, labels)),
    names: { images: join(listing.path, images), labels: join(listing.path, labels) },
  });
}

/** The IDX set of a folder. `known`: its name and classes where it is a certain one; else classes are numbers. */
export async function loadIdxFolder(
  listing: Listing,
  known?: { readonly name: string; readonly classNames: readonly string[] },
): Promise<Dataset> {
  const training = await loadPart(listing, 'train');
  if (!training) throw new InputError(`${listing.path}: holds no train-images… and train-labels….`);
  const test = await loadPart(listing, 'test');
  const parts = test ? [training, test] : [training];
  if (test) checkSameShape(training, test, listing.path);
  const classNames = known?.classNames ?? numberNames(parts);
  for (const part of parts) checkLabels(part, classNames.length, listing.path);
  return describeDataset({ name: known?.name ?? basename(listing.path), classNames, training, test });
}
