import { vi } from 'vitest';
import type { Bridge, PageCommand, TrainerEnd } from '../../../src-core/protocol/bridge';

/** A desktop with one empty disk, on which everything can be saved, and a user who never chooses a file. */
export function fakeBridge() {
  let hear: (command: PageCommand) => void = () => undefined;
  let hearEnd: (end: TrainerEnd) => void = () => undefined;
  return {
    connectTrainer: vi.fn<Bridge['connectTrainer']>(() => Promise.resolve(null)),
    onTrainerEnd: vi.fn<Bridge['onTrainerEnd']>((listener) => {
      hearEnd = listener;
    }),
    saveFile: vi.fn<Bridge['saveFile']>(({ suggestedName }) => Promise.resolve({ kind: 'saved', name: suggestedName })),
    openFile: vi.fn<Bridge['openFile']>(() => Promise.resolve({ kind: 'cancelled' })),
    readFile: vi.fn<Bridge['readFile']>(() => Promise.resolve({ kind: 'cancelled' })),
    writeFile: vi.fn<Bridge['writeFile']>(({ id }) =>
      Promise.resolve({ kind: 'saved', file: { id, name: `${id}.json` } }),
    ),
    writeFileAs: vi.fn<Bridge['writeFileAs']>(({ suggestedName }) =>
      Promise.resolve({ kind: 'saved', file: { id: 'new', name: suggestedName } }),
    ),
    recentFiles: vi.fn<Bridge['recentFiles']>(() => Promise.resolve([])),
    tellDocument: vi.fn<Bridge['tellDocument']>(),
    keepDraft: vi.fn<Bridge['keepDraft']>(() => Promise.resolve({ kind: 'kept' })),
    findDraft: vi.fn<Bridge['findDraft']>(() => Promise.resolve({ kind: 'none' })),
    listen: vi.fn<Bridge['listen']>((listener) => {
      hear = listener;
    }),
    closeWindow: vi.fn<Bridge['closeWindow']>(),
    /** As if the trainer's process had died. */
    endTrainer: (end: TrainerEnd): void => hearEnd(end),
    /** As if the user wanted it by the menu. */
    command: (command: PageCommand): void => hear(command),
  };
}
