/** One end of a channel without structured cloning: in jsdom, arrays that were cloned are of another realm. */
class MemoryPort {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  other: MemoryPort | null = null;

  postMessage(data: unknown): void {
    queueMicrotask(() => this.other?.onmessage?.({ data }));
  }

  close(): void {
    this.other = null;
  }
}

/** Two ends as a MessageChannel has them, as far as a TrainerClient needs them. */
export function memoryChannel(): Pick<MessageChannel, 'port1' | 'port2'> {
  const port1 = new MemoryPort();
  const port2 = new MemoryPort();
  [port1.other, port2.other] = [port2, port1];
  return { port1, port2 } as unknown as MessageChannel;
}
