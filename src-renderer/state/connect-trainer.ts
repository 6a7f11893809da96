import { PORT_MESSAGE, type Bridge } from '../../src-core/protocol/bridge';
import type { TrainerClient } from './trainer-client';

function isPortMessage(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === PORT_MESSAGE;
}

/** Asks for a port to the trainer and waits until it comes; the client goes on with that. */
export function connectTrainer(client: TrainerClient, bridge: Bridge, page: Window): Promise<void> {
  return new Promise((resolve) => {
    const receive = ({ source, data, ports: [port] }: MessageEvent<unknown>): void => {
      if (source !== page || !isPortMessage(data) || !port) return;
      page.removeEventListener('message', receive);
      client.connect(port);
      resolve();
    };
    page.addEventListener('message', receive);
    bridge.connectTrainer();
  });
}
