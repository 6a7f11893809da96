import type { RepeatWay } from '../state/repeat-way';
import type { MenuItem } from '../ui/menu-item';
import { nameOf, type Entry } from '../state/run-entries';

interface Deeds {
  openRun(entry: Entry): void;
  fork(entry: Entry): void;
  repeat(entry: Entry): void;
  repeatWay(entry: Entry): RepeatWay;
  rename(entry: Entry): void;
  star(entry: Entry): void;
  remove(entry: Entry): void;
}

interface Compared {
  has(entry: Entry): boolean;
  toggle(entry: Entry): void;
}

/** What can be done with an entry of the table. `refusal`: why the trainer can do nothing with it; null when it can. */
export function runMenu(entry: Entry, deeds: Deeds, compared: Compared, refusal: string | null): MenuItem[] {
  const { isSeries, runs } = entry;
  const [first] = runs;
  const [whose, it] = isSeries ? ['its first run', 'them'] : ['it', 'it'];
  const open = {
    label: isSeries ? 'Open the first run' : 'Open',
    detail: `draw, evaluate and export with ${isSeries ? 'its' : 'the'} weights, as ${whose} was last saved`,
    refusal: refusal ?? (first.phase === null ? null : 'the present run already'),
    keys: ['Enter'],
    testid: 'run-open',
    onchoose: () => deeds.openRun(entry),
  };
  const fork = {
    label: 'Fork with one change',
    detail: `opens ${whose}: change a setting, then press Fork`,
    refusal,
    testid: 'run-fork',
    onchoose: () => deeds.fork(entry),
  };
  const way = deeds.repeatWay(entry);
  const repeat = {
    label: way.label,
    detail: way.detail,
    refusal: refusal ?? way.refusal,
    testid: 'run-repeat',
    onchoose: () => deeds.repeat(entry),
  };
  const isIn = compared.has(entry);
  const isTraining = runs.some(({ phase }) => phase === 'training');
  const starred = runs.some((run) => run.starred);
  const words = [
    {
      label: isIn ? 'Out of the comparison' : 'Compare',
      detail: isIn ? 'leaves the others' : 'curves over those of other runs',
      apart: true,
      keys: ['Space'],
      testid: 'run-compare',
      onchoose: () => compared.toggle(entry),
    },
    {
      label: 'Rename',
      detail: nameOf(entry),
      refusal,
      keys: ['F2'],
      testid: 'run-rename',
      onchoose: () => deeds.rename(entry),
    },
    {
      label: starred ? 'Take the star away' : 'Star',
      detail: 'to find it again',
      refusal,
      keys: ['S'],
      testid: 'run-star',
      onchoose: () => deeds.star(entry),
    },
    {
      label: isSeries ? `Delete all ${runs.length} runs` : 'Delete',
      detail: 'can be undone until the program ends',
      keys: ['Del'],
      refusal: refusal ?? (isTraining ? `it is being trained: pause or stop ${it} first` : null),
      apart: true,
      testid: 'run-delete',
      onchoose: () => deeds.remove(entry),
    },
  ];
  return isSeries ? [open, repeat, ...words] : [open, fork, repeat, ...words];
}
