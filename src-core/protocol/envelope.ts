import { z } from 'zod';
import { eventSchema } from './events';
import { methods, type Method } from './methods';

/** What goes from the window to the trainer. `params` is checked by the schema of its method. */
export const requestSchema = z.strictObject({
  id: z.int().min(0),
  method: z.enum(Object.keys(methods) as [Method, ...Method[]]),
  params: z.unknown(),
});
export type Request = z.infer<typeof requestSchema>;

/** What goes from the trainer to the window: answers to requests, by their number, and events. */
export const replySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('result'), id: z.int().min(0), result: z.unknown() }),
  z.object({ type: z.literal('error'), id: z.int().min(0), message: z.string() }),
  z.object({ type: z.literal('event'), event: eventSchema }),
]);
export type Reply = z.infer<typeof replySchema>;
