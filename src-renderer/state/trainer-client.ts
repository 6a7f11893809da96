import { z } from 'zod';
import { replySchema, type Reply, type Request } from '../../src-core/protocol/envelope';
import type { TrainerEvent } from '../../src-core/protocol/events';
import { methods, type Method, type Params, type Result } from '../../src-core/protocol/methods';

// The page forbids eval, which zod would otherwise probe for a faster way to check.
z.config({ jitless: true });

/** The trainer could not do what it was asked for; the message is one sentence for the user. */
class TrainerError extends Error {
  override readonly name = 'TrainerError';
}

interface Waiting {
  answer(result: unknown): void;
  refuse(message: string): void;
}

/** The trainer as the window sees it: questions with one answer each, and events of its own accord. */
export class TrainerClient {
  readonly #port: MessagePort;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Set<(event: TrainerEvent) => void>();
  #nextId = 0;

  constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = (message: MessageEvent<unknown>) => this.#receive(message.data);
  }

  /** Rejects with a TrainerError. Typed arrays in `params` are copied. */
  request<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const refuse = (message: string): void => reject(new TrainerError(message));
      const answer = (result: unknown): void => {
        const checked = methods[method].result.safeParse(result);
        if (checked.success) resolve(checked.data as Result<M>);
        else refuse(`The trainer answered "${method}" in a way that this window does not understand.`);
      };
      this.#waiting.set(id, { answer, refuse });
      this.#port.postMessage({ id, method, params } satisfies Request);
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
        this.#take(reply.id)?.refuse(reply.message);
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
