const MOST_TAGS = 50;
const MOST_CHARACTERS = 50;

/** "wide, good ,wide" → ["wide", "good"] */
export function readTags(text: string): string[] {
  const tags = text.split(',').map((tag) => tag.trim().slice(0, MOST_CHARACTERS).trim());
  return [...new Set(tags.filter(Boolean))].slice(0, MOST_TAGS);
}
