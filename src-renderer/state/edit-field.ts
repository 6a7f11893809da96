import type { z } from 'zod';
import type { NetworkEdit } from './network-edit';
import { parseNumber, rangeWords, shownNumber } from './typed-number';

/** How far a slider goes, and by what a step changes the value. The field itself takes more than its slider offers. */
export interface Slide {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** What a field is shown as. */
type Control =
  | { readonly kind: 'number'; readonly slide: Slide }
  | { readonly kind: 'choice'; readonly options: readonly { readonly value: string; readonly label: string }[] }
  /** `text`: what being on means. */
  | { readonly kind: 'switch'; readonly text: string };

/** An edit, or one sentence on what the field takes. */
type Reading = { readonly ok: true; readonly edit: NetworkEdit } | { readonly ok: false; readonly error: string };

/** One setting of a layer, or of the network, as it is now. */
export interface EditField {
  /** Unique among the fields of its layer. */
  readonly id: string;
  readonly label: string;
  readonly unit?: string;
  /** What it is, in a few words. */
  readonly hint?: string;
  /** Changed often: shown at once, where the others are opened. */
  readonly common: boolean;
  readonly control: Control;
  /** The value in force: a number, the value of an option, or `true` and `false`. */
  readonly text: string;
  readonly read: (text: string) => Reading;
}

/** What a field says of itself. */
export type FieldWords = Pick<EditField, 'id' | 'label' | 'unit' | 'hint' | 'common'>;

/** A number that can be typed in, stepped and slid. */
export function numberField(
  words: FieldWords,
  schema: z.ZodNumber,
  slide: Slide,
  value: number,
  edit: (value: number) => NetworkEdit,
): EditField {
  return {
    ...words,
    control: { kind: 'number', slide },
    text: shownNumber(value),
    read: (text) => {
      const typed = parseNumber(text);
      return schema.safeParse(typed).success
        ? { ok: true, edit: edit(typed) }
        : { ok: false, error: `${words.label} is ${rangeWords(schema)}.` };
    },
  };
}

export function choiceField<Value extends string>(
  words: FieldWords,
  options: readonly { readonly value: Value; readonly label: string }[],
  value: Value,
  edit: (value: Value) => NetworkEdit,
): EditField {
  return {
    ...words,
    control: { kind: 'choice', options },
    text: value,
    read: (text) => {
      const option = options.find((other) => other.value === text.trim());
      if (option) return { ok: true, edit: edit(option.value) };
      return { ok: false, error: `${words.label} is one of ${options.map(({ label }) => label).join(', ')}.` };
    },
  };
}

export function switchField(
  words: FieldWords,
  text: string,
  value: boolean,
  edit: (value: boolean) => NetworkEdit,
): EditField {
  return {
    ...words,
    control: { kind: 'switch', text },
    text: String(value),
    read: (typed) =>
      typed === 'true' || typed === 'false'
        ? { ok: true, edit: edit(typed === 'true') }
        : { ok: false, error: `${words.label} is on or off.` },
  };
}

/** The text of a number field some steps on, within what it takes; null where it can go no further. */
export function stepped(field: EditField, steps: number): string | null {
  if (field.control.kind !== 'number') return null;
  const { step } = field.control.slide;
  const digits = String(step).split('.')[1]?.length ?? 0;
  const now = parseNumber(field.text);
  const next = Math.abs(now) < step && digits > 0 && now !== 0 ? (steps > 0 ? step : 0) : now + steps * step;
  const text = String(Number(next.toFixed(digits)));
  return field.read(text).ok ? text : null;
}
