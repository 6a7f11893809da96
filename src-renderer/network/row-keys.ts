/** The row that a key leads to from the row `name`; null where it leads nowhere. */
export function rowAfterKey(key: string, name: string, names: readonly string[]): string | null {
  const at = names.indexOf(name);
  const targets: Partial<Record<string, number>> = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    Home: 0,
    End: names.length - 1,
  };
  return names[targets[key] ?? -1] ?? null;
}
