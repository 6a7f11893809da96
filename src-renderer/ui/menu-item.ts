/** One of the choices of a menu. */
export interface MenuItem {
  readonly label: string;
  /** What it does, in a few words more. */
  readonly detail: string;
  /** Why it cannot be chosen now, in place of the detail; null when it can. */
  readonly refusal?: string | null;
  /** The keys that do the same. */
  readonly keys?: readonly string[];
  /** Begins another group. */
  readonly apart?: boolean;
  readonly testid: string;
  readonly onchoose: () => void;
}
