import { z } from 'zod';
import { replySchema, type Reply, type Request } from '../../src-core/protocol/envelope';
import type { TrainerEvent } from '../../src-core/protocol/events';
import { methods, type Method, type Params, type Result } from '../../src-core/protocol/methods';

// The page forbids eval, which zod would otherwise probe for a faster way to check.
z.config({ jitless: true });

/** The trainer could not do what it was asked for; the message is one sentence for the user. */
class TrainerError extends Error {
  override readonly name: string = 'TrainerError';
}

interface Waiting {
  readonly answer: (result: unknown) => void;
  readonly refuse: (error: Error) => void;
}

/** Why nothing can be asked of it, then. */
export const NO_TRAINER = 'The trainer has ended: restart it first.';

/** There is no process that could do it. The window tells that by itself, for as long as it lasts. */
export class TrainerGone extends TrainerError {
  constructor() {
    super(NO_TRAINER);
  }
}

/**
 * The trainer as the window sees it: questions with one answer each, and events of its own accord. It outlives the process
 * behind it: without one, everything is refused.
 */
export class TrainerClient {
  #port: MessagePort | null = null;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Set<(event: TrainerEvent) => void>();
  #nextId = 0;

  /** Without a port: not connected yet. */
  constructor(port?: MessagePort) {
    if (port) this.connect(port);
  }

  /** Speaks to this process from now on. */
  connect(port: MessagePort): void {
    this.disconnect();
    this.#port = port;
    port.onmessage = (message: MessageEvent<unknown>) => this.#receive(message.data);
  }

  /** The process has ended: what was on its way to it is refused. */
  disconnect(): void {
    this.#port?.close();
    this.#port = null;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { refuse } of waiting) refuse(new TrainerGone());
  }

  /** Rejects with a TrainerError. Typed arrays in `params` are copied. */
  request<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    const port = this.#port;
    if (!port) return Promise.reject(new TrainerGone());
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const answer = (result: unknown): void => {
        const checked = methods[method].result.safeParse(result);
        if (checked.success) resolve(checked.data as Result<M>);
        else
          reject(new TrainerError(`The trainer answered "${method}" in a way that this window does not understand.`));
      };
      this.#waiting.set(id, { answer, refuse: reject });
      port.postMessage({ id, method, params } satisfies Request);
    });
  }

  listen(listener: (event: TrainerEvent) => void): void {
    this.#listeners.add(listener);
  }

  #receive(data: unknown): void {
    const reply = replySchema.safeParse(data);
    if (reply.success) this.#dispatch(reply.data);
    else console.error('A message of the trainer is not of the protocol.', reply.error.issues);
  }

  #dispatch(reply: Reply): void {
    switch (reply.type) {
      case 'result':
        this.#take(reply.id)?.answer(reply.result);
        break;
      case 'error':
        this.#take(reply.id)?.refuse(new TrainerError(reply.message));
        break;
      case 'event':
        for (const listener of this.#listeners) listener(reply.event);
        break;
      default:
        reply satisfies never;
    }
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }
}
