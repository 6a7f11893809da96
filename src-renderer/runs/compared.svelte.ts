import { nameOf, runEntry, type Entry } from '../state/run-entries';
import { Steady } from '../state/steady';
import type { Workbench } from '../state/workbench.svelte';
import { MOST_COMPARED, toggled, type Places } from './compared-places';
import { sidesDifference, sidesVerdict, type Side } from './compared-words';
import { letterOf } from './letters';
import { sameTrace, type Trace } from './overlay';

/** Which runs stand beside each other, and what they are held against. */
export class Compared {
  readonly #workbench: Workbench;
  places: Places = $state.raw([]);
  /** What the others are held against; null: the first. */
  #base: string | null = $state(null);
  /** What stands below the table. */
  below: 'details' | 'comparison' = $state('details');

  // What the trainer tells many times a second mostly concerns nothing that is compared: what is drawn stays the same then.
  readonly #steadyEntries = new Steady<Entry>();
  readonly #steadyTraces = new Steady<Trace>(sameTrace);

  /** As far as they still are there. */
  readonly entries: readonly Entry[] = $derived.by(() => {
    const all = this.#workbench.runs.entries.flatMap((entry) =>
      entry.isSeries ? [entry, ...entry.runs.map(runEntry)] : [entry],
    );
    const keys = this.places.filter((key) => key !== null);
    return this.#steadyEntries.keep(keys.flatMap((key) => all.find((entry) => entry.key === key) ?? []));
  });

  /** What the others are held against. */
  readonly base: Entry | undefined = $derived(this.entries.find(({ key }) => key === this.#base) ?? this.entries[0]);

  /** What is drawn of them. */
  readonly traces: readonly Trace[] = $derived.by(() => {
    const traces = this.entries.map((entry) => ({
      key: entry.key,
      place: this.placeOf(entry),
      name: nameOf(entry),
      courses: entry.runs.flatMap(({ id }) => this.#workbench.records.of(id) ?? []),
    }));
    return this.#steadyTraces.keep(traces);
  });

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  has({ key }: Entry): boolean {
    return this.entries.some((entry) => entry.key === key);
  }

  /** Its place, which decides its letter and colour; -1 where it is not compared. */
  placeOf({ key }: Entry): number {
    return this.places.indexOf(key);
  }

  letterOf(entry: Entry): string {
    return letterOf(this.placeOf(entry));
  }

  /** Takes an entry in or out. */
  toggle({ key }: Entry): void {
    const there = this.entries.map((entry) => entry.key);
    const places = toggled(this.places, there, key);
    if (places) this.#set(places);
    else this.#workbench.messages.say(`No more than ${MOST_COMPARED} can be told apart: take another one out first`);
  }

  clear(): void {
    this.#set([]);
  }

  #set(places: Places): void {
    this.places = places;
    this.below = places.length > 0 ? 'comparison' : 'details';
  }

  /** One that is not compared is not to be seen in the comparison. */
  lookAt(entry: Entry): void {
    if (!this.has(entry)) this.below = 'details';
  }

  /** From now on the others are held against it. */
  holdAgainst(key: string): void {
    this.#base = key;
  }

  /** What an entry has that the base has not; null while that is not known. */
  difference(entry: Entry): string | null {
    const { base } = this;
    return base ? sidesDifference(this.#side(base), this.#side(entry), this.#workbench.runs.runs) : null;
  }

  /** Whether an entry is better or worse than the base by more than noise; null where no series is compared. */
  verdict(entry: Entry): string | null {
    const { base } = this;
    return base && base !== entry ? sidesVerdict(this.#side(base), this.#side(entry)) : null;
  }

  #side(entry: Entry): Side {
    const { records } = this.#workbench;
    const [{ id }] = entry.runs;
    return { entry, letter: this.letterOf(entry), course: records.isUnreadable(id) ? 'unreadable' : records.of(id) };
  }
}
