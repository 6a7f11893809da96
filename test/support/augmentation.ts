import type { Augmentation } from '../../src-core/architecture/augmentation';

const NOTHING: Augmentation = { shift: 0, rotate: 0, scale: 0, shear: 0, elastic: null, noise: 0, erase: 0 };

/** An augmentation that does nothing but what is said. */
export const augmentation = (changes: Partial<Augmentation>): Augmentation => ({ ...NOTHING, ...changes });
