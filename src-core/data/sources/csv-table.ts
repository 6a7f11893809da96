import { InputError } from '../../input-error';
import type { Shape } from '../../tensor/shape';
import { MAX_CLASSES, type Examples } from '../examples';

const WHOLE_NUMBER = /^[+-]?\d+(\.0*)?$/;
const HEADER = /^(labels?|class|target|y)$/i;
/** Values in a row: as many as an example may have. */
const MAX_VALUES = 12_288;

/** The rows of one CSV file, as they come in: a label and pixels. Rows and columns count from 1 in messages, as in editors. */
export class CsvTable {
  readonly name: string;
  /** Pixels in each row. */
  values = 0;
  #rows = 0;
  readonly #labels: { text: string; row: number }[] = [];
  #pixels = new Uint8Array(1 << 16);
  #empty = 0;

  constructor(name: string) {
    this.name = name;
  }

  /** Takes the next row. `problem`: what the parser found wrong with it. Throws an InputError that names row and column. */
  add(cells: readonly string[], problem?: string): void {
    this.#rows++;
    if (problem !== undefined)
      throw this.#error(`cannot be read: ${problem.charAt(0).toLowerCase()}${problem.slice(1)}`);
    if (cells.length === 1 && cells[0].trim() === '') {
      this.#empty++;
      return;
    }
    this.#checkLength(cells);
    if (this.#rows === 1 + this.#empty && isHeader(cells)) return;
    const label = cells[0].trim();
    if (label === '') throw this.#error('has no label in column 1');
    this.#takePixels(cells);
    this.#labels.push({ text: label, row: this.#rows });
  }

  /** Throws an InputError when no example has come. */
  finish(): void {
    if (this.#labels.length > 0) return;
    throw new InputError(`${this.name}: holds no examples, expected rows of a label and pixels.`);
  }

  labelsAreNumbers(): boolean {
    return this.#labels.every(({ text }) => WHOLE_NUMBER.test(text));
  }

  /** The labels, each once. */
  labelNames(): string[] {
    return [...new Set(this.#labels.map(({ text }) => text))];
  }

  /** `names`: what labels are places in; null when they are numbers. */
  examples(shape: Shape, names: readonly string[] | null): Examples {
    const count = this.#labels.length;
    const places = names && new Map(names.map((name, i) => [name, i]));
    const labels = Uint8Array.from(this.#labels, ({ text, row }) => places?.get(text) ?? this.#classNumber(text, row));
    return { shape, count, images: this.#pixels.subarray(0, count * this.values), labels };
  }

  #checkLength(cells: readonly string[]): void {
    const found = cells.length - 1;
    if (this.values === 0) {
      if (found < 1 || found > MAX_VALUES) {
        throw this.#error(`has ${found} values after the label, expected 1 to ${MAX_VALUES}`);
      }
      this.values = found;
    }
    if (found !== this.values) {
      throw this.#error(`has ${found} values after the label, expected ${this.values} as in the rows before`);
    }
  }

  #takePixels(cells: readonly string[]): void {
    const first = this.#labels.length * this.values;
    while (this.#pixels.length < first + this.values) this.#pixels = grown(this.#pixels);
    for (let i = 0; i < this.values; i++) {
      const text = cells[i + 1];
      const value = Number(text);
      if (!(value >= 0 && value <= 255 && Number.isInteger(value)) || text.trim() === '') {
        throw this.#error(`column ${i + 2} is ${quoted(text)}, expected a whole number from 0 to 255`);
      }
      this.#pixels[first + i] = value;
    }
  }

  #classNumber(text: string, row: number): number {
    const value = Number(text);
    if (value >= 0 && value < MAX_CLASSES) return value;
    throw new InputError(
      `${this.name}: row ${row}: the label is ${text.slice(0, 20)}, expected a class number from 0 to ${MAX_CLASSES - 1}.`,
    );
  }

  #error(what: string): InputError {
    return new InputError(`${this.name}: row ${this.#rows}: ${what}.`);
  }
}

/** A first row is a header when it says so over the labels, or when none of what should be pixels is a number. */
function isHeader([label, ...values]: readonly string[]): boolean {
  return HEADER.test(label.trim()) || values.every((cell) => cell.trim() === '' || Number.isNaN(Number(cell)));
}

function grown(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(2 * bytes.length);
  larger.set(bytes);
  return larger;
}

/** In quotes, on one line and not too long. */
const quoted = (text: string): string => JSON.stringify(text.length > 20 ? `${text.slice(0, 20)}…` : text);
