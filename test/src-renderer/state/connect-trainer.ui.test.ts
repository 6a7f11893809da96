import { expect, it, vi } from 'vitest';
import { PORT_MESSAGE, type TrainerEnd } from '../../../src-core/protocol/bridge';
import { connectTrainer } from '../../../src-renderer/state/connect-trainer';
import { TrainerClient } from '../../../src-renderer/state/trainer-client';

/** As main and the preload hand a port on. */
const handOn = (data: unknown, source: MessageEventSource | null, ...ports: MessagePort[]): void => {
  window.dispatchEvent(new MessageEvent('message', { data, source, ports }));
};

function clientOf(answer: () => Promise<TrainerEnd | null>) {
  const client = new TrainerClient();
  const connect = vi.spyOn(client, 'connect').mockImplementation(() => undefined);
  return { connect, connected: connectTrainer(client, { connectTrainer: answer }, window) };
}
const port = (): MessagePort => new MessageChannel().port1;

it('waits for the port, and for one from our own page only', async () => {
  const { connect, connected } = clientOf(() => Promise.resolve(null));
  const [stranger, ours] = [port(), port()];
  handOn({ type: PORT_MESSAGE }, null, stranger);
  handOn({ type: 'other' }, window, stranger);
  handOn({ type: PORT_MESSAGE }, window);
  handOn({ type: PORT_MESSAGE }, window, ours);
  expect(await connected).toBeNull();
  handOn({ type: PORT_MESSAGE }, window, stranger);
  expect(connect.mock.calls).toEqual([[ours]]);
});

it('is told of a trainer that rests, and waits no longer', async () => {
  const { connect, connected } = clientOf(() => Promise.resolve({ savedStep: 812, rest: 9000 }));
  expect(await connected).toEqual({ savedStep: 812, rest: 9000 });
  handOn({ type: PORT_MESSAGE }, window, port());
  expect(connect).not.toHaveBeenCalled();
});

it('fails where main does not answer well', async () => {
  const { connected } = clientOf(() => Promise.reject(new Error('Only our own page is answered.')));
  await expect(connected).rejects.toThrow('own page');
});
