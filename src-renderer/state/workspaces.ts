/** What the middle of the window can show. */
export const WORKSPACES = [
  { id: 'network', label: 'Network' },
  { id: 'runs', label: 'Runs' },
] as const;

export type Workspace = (typeof WORKSPACES)[number]['id'];

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The workspace that Ctrl (or ⌘) and a number mean; null for any other key. */
export function workspaceOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Key): Workspace | null {
  if (ctrlKey === metaKey || altKey || shiftKey) return null;
  return WORKSPACES[Number(key) - 1]?.id ?? null;
}
