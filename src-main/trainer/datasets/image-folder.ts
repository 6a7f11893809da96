import { basename, join } from 'node:path';
import type { Dataset } from '../../../src-core/data/dataset';
import { describeDataset } from '../../../src-core/data/describe';
import type { Examples } from '../../../src-core/data/examples';
import { checkClassNames } from '../../../src-core/data/sources/class-names';
import {
  pictureToExample,
  roomForPictures,
  shapeOfPicture,
  spreadClasses,
} from '../../../src-core/data/sources/class-folders';
import { InputError } from '../../../src-core/input-error';
import { sizeOf, type Shape } from '../../../src-core/tensor/shape';
import { readPicture } from './picture';
import { list, type Listing } from './read';

/** The picture files of one class. */
interface ClassFolder {
  readonly name: string;
  readonly files: readonly string[];
}

/** The classes of both parts; `test` is null where there is none. */
interface Parts {
  readonly training: readonly ClassFolder[];
  readonly test: readonly ClassFolder[] | null;
}

/** Pictures by class: DIR/class/*.png, or DIR/train/class/*.png with DIR/test/class/*.png. */
export async function loadImageFolder(listing: Listing, asked?: Shape): Promise<Dataset> {
  const { path } = listing;
  const parts = await listParts(listing);
  const names = parts.training.map(({ name }) => name);
  const [first = path] = parts.training.flatMap(({ files }) => files);
  const shape = asked ?? shapeOfPicture(await readPicture(first));
  if (shape.length !== 3) {
    throw new InputError(`${path}: holds images, which cannot become vectors of ${sizeOf(shape)} values.`);
  }
  const training = await loadPart(path, parts.training, names, shape);
  const test = parts.test && (await loadPart(path, parts.test, names, shape));
  const done = describeResizing(shape, training.resized + (test?.resized ?? 0));
  return describeDataset({ name: basename(path), classNames: names, training, test, done });
}

/** "grey, 12 resized to 28×28" */
function describeResizing([channels, height, width]: Shape, resized: number): string {
  const colors = channels === 1 ? 'grey' : 'in colour';
  return `${colors}, ${resized === 0 ? 'in their own size' : `${resized} resized to ${height}×${width}`}`;
}

/** Only folders called train and test are parts: beside others, a train is a class. */
async function listParts({ path, folders }: Listing): Promise<Parts> {
  const inParts = folders.includes('train') && folders.every((name) => name === 'train' || name === 'test');
  const place = inParts ? join(path, 'train') : path;
  const training = await listClasses(place);
  const names = training.map(({ name }) => name);
  checkClassNames(names, place);
  if (!inParts || !folders.includes('test')) return { training, test: null };
  const test = await listClasses(join(path, 'test'));
  const unknown = test.find(({ name }) => !names.includes(name));
  if (unknown) throw new InputError(`${join(path, 'test')}: holds ${unknown.name}, which is no class of ${place}.`);
  return { training, test };
}

/** The classes of a folder in natural order. Throws an InputError that names the first file that is no PNG. */
async function listClasses(path: string): Promise<ClassFolder[]> {
  const listing = await list(path);
  if (!listing) throw new InputError(`${path}: is a file, expected a folder with one folder for each class.`);
  if (listing.files.length > 0) {
    throw new InputError(`${path}: holds the file ${listing.files[0]}, expected only folders, one for each class.`);
  }
  const classes: ClassFolder[] = [];
  for (const name of listing.folders) classes.push(await listClass(join(path, name), name));
  return classes;
}

async function listClass(path: string, name: string): Promise<ClassFolder> {
  const listing = await list(path);
  const { files, folders } = listing ?? { files: [], folders: [] };
  const strange = [...files.filter((file) => !/\.png$/i.test(file)), ...folders];
  if (strange.length > 0) {
    const more = strange.length > 1 ? ` and ${strange.length - 1} more that are none` : '';
    throw new InputError(`${path}: holds ${strange[0]}${more}, expected only PNG files.`);
  }
  if (files.length === 0) throw new InputError(`${path}: holds no PNG files, expected at least one.`);
  return { name, files: files.map((file) => join(path, file)) };
}

async function loadPart(
  folder: string,
  classes: readonly ClassFolder[],
  names: readonly string[],
  shape: Shape,
): Promise<Examples & { readonly resized: number }> {
  const files = spreadClasses(classes.map(({ name, files }) => files.map((path) => ({ path, name }))));
  const examples = roomForPictures(shape, files.length, folder);
  const size = sizeOf(shape);
  let resized = 0;
  for (const [i, { path, name }] of files.entries()) {
    const picture = await readPicture(path);
    if (picture.height !== shape[1] || picture.width !== shape[2]) resized++;
    pictureToExample(picture, shape, examples.images.subarray(i * size, (i + 1) * size));
    examples.labels[i] = names.indexOf(name);
  }
  return { ...examples, resized };
}
