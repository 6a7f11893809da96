import type { Reply, Request } from '../../../src-core/protocol/envelope';
import type { TrainerEvent } from '../../../src-core/protocol/events';
import type { Method } from '../../../src-core/protocol/methods';

/** What is asked beside everything else. */
const BESIDE: ReadonlySet<Method> = new Set(['describeData', 'predictEpoch', 'present', 'listRuns']);

type Answer = (params: unknown) => unknown;

/** The trainer's end of a port: remembers what it was asked and answers as it was told to. */
export class FakeTrainer {
  /** Aside from questions of what a data set holds, how long an epoch takes, which runs there are, and what it is at. */
  readonly requests: Request[] = [];
  /** The window's end. */
  readonly port: MessagePort;
  #own!: MessagePort;
  readonly #answers: Partial<Record<Method, Answer>>;

  /** A method without an answer is left waiting; one that throws is answered by an error. */
  constructor(
    answers: Partial<Record<Method, Answer>> = {},
    channel: Pick<MessageChannel, 'port1' | 'port2'> = new MessageChannel(),
  ) {
    this.#answers = answers;
    this.port = this.open(channel);
  }

  /** Goes on by another channel; gives the window's end. */
  open({ port1, port2 }: Pick<MessageChannel, 'port1' | 'port2'>): MessagePort {
    this.#own = port2;
    port2.onmessage = ({ data }: MessageEvent<Request>) => this.#receive(data);
    return port1;
  }

  /** Methods in the order in which they were asked. */
  get asked(): Method[] {
    return this.requests.map(({ method }) => method);
  }

  /** From now on a method is answered like this, or left waiting. */
  answer(method: Method, answer: Answer | undefined): void {
    this.#answers[method] = answer;
  }

  emit(event: TrainerEvent): void {
    this.send({ type: 'event', event });
  }

  send(message: Reply | string): void {
    this.#own.postMessage(message);
  }

  close(): void {
    this.#own.close();
  }

  #receive(request: Request): void {
    const { id, method, params } = request;
    if (!BESIDE.has(method)) this.requests.push(request);
    const answer = this.#answers[method];
    if (!answer) return;
    try {
      this.send({ type: 'result', id, result: answer(params) });
    } catch (error) {
      this.send({ type: 'error', id, message: (error as Error).message });
    }
  }
}
