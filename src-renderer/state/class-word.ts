/** What a class of a network is called: a digit where all are digits and there are ten. */
export function classWord(names: readonly string[]): 'digit' | 'class' {
  return names.length === 10 && names.every((name) => /^\d$/.test(name)) ? 'digit' : 'class';
}
