/** Something that can be chosen. */
export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

/** All that have a name, in their order. */
export const optionsOf = <Value extends string>(names: Readonly<Record<Value, string>>): readonly Option<Value>[] =>
  (Object.keys(names) as Value[]).map((value) => ({ value, label: names[value] }));
