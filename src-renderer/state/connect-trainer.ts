import { PORT_MESSAGE, type Bridge, type TrainerEnd } from '../../src-core/protocol/bridge';
import type { TrainerClient } from './trainer-client';

function isPortMessage(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === PORT_MESSAGE;
}

/**
 * Asks for a port to the trainer and waits until it comes; the client goes on with that. Where none will come, because the trainer
 * rests, gives its end; else null.
 */
export async function connectTrainer(
  client: TrainerClient,
  bridge: Pick<Bridge, 'connectTrainer'>,
  page: Window,
): Promise<TrainerEnd | null> {
  const waiting = new AbortController();
  const connected = new Promise<null>((resolve) => {
    const receive = ({ source, data, ports: [port] }: MessageEvent<unknown>): void => {
      if (source !== page || !isPortMessage(data) || !port) return;
      waiting.abort();
      client.connect(port);
      resolve(null);
    };
    page.addEventListener('message', receive, { signal: waiting.signal });
  });
  const end = await bridge.connectTrainer().catch((error: unknown) => {
    waiting.abort();
    throw error;
  });
  if (end) waiting.abort();
  return end ?? connected;
}
