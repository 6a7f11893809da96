/**
 * Something that came from outside is wrong: a file, a setting, a network, a message. The message is one sentence for
 * the user that names the thing, the place and what was expected. Every other error is a fault of the program.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** The first thing that a schema found wrong, as half a sentence to stand behind the name of what was checked: "layers[2].stride: expected …". */
export function describeIssue(error: { issues: readonly { path: PropertyKey[]; message: string }[] }): string {
  const [{ path, message }] = error.issues;
  const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  const wish = message.replace(/^(Too small|Too big|Invalid [\w ]+)[:.] /, '');
  const lowered = wish.charAt(0).toLowerCase() + wish.slice(1);
  return place ? `${place.replace(/^\./, '')}: ${lowered}` : lowered;
}
