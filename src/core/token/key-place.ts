/** What is wrong with a text that should say where a key is. */
export type KeyPlaceFault = 'unknown' | 'userinfo'

/** A key in an environment variable. */
export const ENV_KEY = /^env:[A-Za-z_][A-Za-z0-9_]*$/

/**
 * Whether a text says where a key is: `env:NAME`, `file:PATH` or an http(s) URL without userinfo. Anything else may be
 * a pasted key, which does not belong in a catalog: it is refused when the catalog is loaded, before a lock, a diff or
 * a message can copy it. NOT checked: whether the key exists.
 */
export function keyPlaceFault(text: string): KeyPlaceFault | undefined {
  if (ENV_KEY.test(text)) return undefined
  if (/^file:[^\n]+$/.test(text)) return undefined
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return 'unknown'
  const { username, password } = new URL(text)
  return username !== '' || password !== '' ? 'userinfo' : undefined
}
