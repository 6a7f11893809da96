import type { DataSource } from '../../../src-core/architecture/data-source';
import { loadDataset, type Dataset, type KnownPlaces } from '.';

interface Held {
  /** The source as JSON: two that are alike give the same data. */
  readonly key: string;
  readonly dataset: Promise<Dataset>;
}

/** Data sets that stay in memory once they are loaded: of each kind of source the latest one. */
export class DataShelf {
  readonly #places: KnownPlaces;
  readonly #held = new Map<DataSource['kind'], Held>();

  constructor(places: KnownPlaces) {
    this.#places = places;
  }

  /** Rejects with an InputError; what failed is tried anew the next time. */
  load(source: DataSource): Promise<Dataset> {
    const key = JSON.stringify(source);
    const held = this.#held.get(source.kind);
    if (held?.key === key) return held.dataset;
    const dataset = loadDataset(source, this.#places);
    this.#held.set(source.kind, { key, dataset });
    dataset.catch(() => {
      if (this.#held.get(source.kind)?.dataset === dataset) this.#held.delete(source.kind);
    });
    return dataset;
  }
}
