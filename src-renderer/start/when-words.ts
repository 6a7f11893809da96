const DAY = 24 * 60 * 60 * 1000;

const midnight = (time: number): number => new Date(time).setHours(0, 0, 0, 0);

/** "today, 14:05", "yesterday", "3 November", "3 November 2025" */
export function whenWords(at: number, now: number): string {
  const days = Math.round((midnight(now) - midnight(at)) / DAY);
  const date = new Date(at);
  if (days === 0) return `today, ${date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`;
  if (days === 1) return 'yesterday';
  const year = date.getFullYear() === new Date(now).getFullYear() ? undefined : 'numeric';
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year });
}
