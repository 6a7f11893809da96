import type { KnownFile, PageCommand } from '../../src-core/protocol/bridge';

/** What became of a wish; `failed` has been told to the user. */
export type Outcome = 'done' | 'cancelled' | 'failed';

interface Ways {
  start(): Promise<void>;
  open(): Promise<Outcome>;
  openKnown(file: KnownFile): Promise<Outcome>;
  save(): Promise<Outcome>;
  saveAs(): Promise<Outcome>;
  complain(sentence: string): void;
}

/** Does what the user wants by the menu, by dropping a file, or from outside. */
export async function obey(command: PageCommand, ways: Ways, close: () => void): Promise<void> {
  switch (command.kind) {
    case 'new':
      return ways.start();
    case 'open':
      await ways.open();
      return;
    case 'read':
      await ways.openKnown(command.file);
      return;
    case 'save':
      await ways.save();
      return;
    case 'saveAs':
      await ways.saveAs();
      return;
    case 'saveAndClose':
      if ((await ways.save()) === 'done') close();
      return;
    case 'complain':
      ways.complain(command.sentence);
      return;
    default:
      command satisfies never;
  }
}
