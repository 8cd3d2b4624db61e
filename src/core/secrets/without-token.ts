/** The shortest part of a token that is covered, in characters: a shorter one is of no use, and may be a word. */
const LEAST = 16

/** A text without a token, or parts of it, that it repeats. */
export function withoutToken(text: string, token: string): string {
  const parts = [token, ...token.split('.')].filter(({ length }) => length >= LEAST)
  return parts.reduce((all, part) => all.replaceAll(part, '*'.repeat(part.length)), text)
}

/** What looks like a token or its beginning, whoever it is from. */
export const withoutTokens = (text: string): string =>
  text.replace(/eyJ[\w.-]+/g, (token) => '*'.repeat(token.length))
