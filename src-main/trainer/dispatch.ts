import { describeIssue, InputError } from '../../src-core/input-error';
import { requestSchema, type Reply } from '../../src-core/protocol/envelope';
import { methods, type Method } from '../../src-core/protocol/methods';
import type { Handlers } from './session';

/** The message for the window: one sentence, whatever went wrong. Faults of the program are logged in full by the caller. */
function sentence(error: unknown): string {
  if (error instanceof InputError) return error.message;
  return `The trainer made a mistake: ${error instanceof Error ? error.message : String(error)}.`;
}

function call(handlers: Handlers, method: Method, params: unknown): unknown {
  const checked = methods[method].params.safeParse(params);
  if (!checked.success) throw new InputError(`${method}: ${describeIssue(checked.error)}.`);
  const handler = handlers[method].bind(handlers) as (params: unknown) => unknown;
  return handler(checked.data);
}

/**
 * Answers one message of the window. Nothing of it is trusted: what is not a request is not answered, and what is
 * wrong in a request comes back as an error of one sentence.
 */
export async function dispatch(
  handlers: Handlers,
  message: unknown,
  reply: (reply: Reply) => void,
  log: (error: unknown) => void,
): Promise<void> {
  const request = requestSchema.safeParse(message);
  if (!request.success) return;
  const { id, method, params } = request.data;
  try {
    reply({ type: 'result', id, result: await call(handlers, method, params) });
  } catch (error) {
    if (!(error instanceof InputError)) log(error);
    reply({ type: 'error', id, message: sentence(error) });
  }
}
