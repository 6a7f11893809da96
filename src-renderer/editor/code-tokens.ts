/** A piece of Python; `plain` is whatever has no look of its own. */
export interface CodeToken {
  readonly kind: 'comment' | 'string' | 'keyword' | 'plain';
  readonly text: string;
}

const TOKEN =
  /(?<comment>#[^\n]*)|(?<string>"""(?:[^\\]|\\[^])*?"""|"(?:[^"\\\n]|\\.)*")|(?<keyword>\b(?:import|from|class|def|return|for|in|as|True|False|None)\b)/g;

/** The text in pieces, nothing left out. A docstring is a comment. */
export function codeTokens(text: string): CodeToken[] {
  const tokens: CodeToken[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > end) tokens.push({ kind: 'plain', text: text.slice(end, match.index) });
    tokens.push({ kind: kindOf(match), text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < text.length) tokens.push({ kind: 'plain', text: text.slice(end) });
  return tokens;
}

function kindOf({ 0: text, groups }: RegExpMatchArray): CodeToken['kind'] {
  if (groups?.comment !== undefined || text.startsWith('"""')) return 'comment';
  return groups?.string === undefined ? 'keyword' : 'string';
}
