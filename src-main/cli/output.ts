import { once } from 'node:events';

/** What a command says: results to stdout, everything else to stderr. */
export interface Output {
  /** The result: as JSON when that was asked for, else as text for people. */
  result(json: unknown, text: string): void;
  /** A line of progress that the next one replaces where the terminal can do that; left out with --json. */
  progress(text: string): void;
  /** A line that stays. */
  note(text: string): void;
}

export function createOutput(json: boolean): Output {
  const live = !json && process.stderr.isTTY;
  const clear = live ? '\r\u001b[K' : '';
  return {
    result: (value, text) => {
      process.stderr.write(clear);
      process.stdout.write(`${json ? JSON.stringify(value) : text}\n`);
    },
    progress: (text) => {
      if (live) process.stderr.write(`${clear}${text}`);
    },
    note: (text) => {
      if (!json) process.stderr.write(`${clear}${text}\n`);
    },
  };
}

/** 0.97314 → "97.31 %". */
export function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}

/** Writes a line to stdout, waiting where the reader is slow: what is written is never piled up. */
export async function writeLine(text: string): Promise<void> {
  if (!process.stdout.write(`${text}\n`)) await once(process.stdout, 'drain');
}
