const DAY = 24 * 60 * 60 * 1000;

const midnight = (time: number): number => new Date(time).setHours(0, 0, 0, 0);

const timeWords = (at: number): string =>
  new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

/** "today", "yesterday", "3 November", "3 November 2025" */
function dayWords(at: number, now: number): string {
  const days = Math.round((midnight(now) - midnight(at)) / DAY);
  if (days === 0) return 'today';
  if (days === 1) return 'yesterday';
  const date = new Date(at);
  const year = date.getFullYear() === new Date(now).getFullYear() ? undefined : 'numeric';
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year });
}

/** "today, 14:05", "yesterday", "3 November", "3 November 2025" */
export function whenWords(at: number, now: number): string {
  const day = dayWords(at, now);
  return day === 'today' ? `${day}, ${timeWords(at)}` : day;
}

/** "today 14:05", "yesterday 17:04", "3 November 2025 09:00" */
export const momentWords = (at: number, now: number): string => `${dayWords(at, now)} ${timeWords(at)}`;
