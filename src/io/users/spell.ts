import { escapeJson } from '../../core/unsafe-text.js'

/** Non-characters, which our readers refuse too. */
const UNREAD = /[\ufffe\uffff]/g

/** JSON on one line, with escapes for what a file must not contain. */
export const jsonText = (value: unknown): string =>
  escapeJson(JSON.stringify(value)).replace(
    UNREAD,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** Words that some YAML parsers do not read as text. */
const TAKEN = /^(?:true|false|null|yes|no|on|off|y|n)$/i
/** A colon is allowed inside, but not at the end. */
const PLAIN = /^[A-Za-z](?:[A-Za-z0-9_.@+:-]*[A-Za-z0-9_.@+-])?$/

/** A text as written in YAML: bare if no parser could read it as anything else, otherwise as a JSON string. */
export const yamlWord = (text: string): string =>
  PLAIN.test(text) && !TAKEN.test(text) ? text : jsonText(text)

/** A JSON value, on one line of YAML. */
export function yamlFlow(value: unknown): string {
  if (typeof value === 'string') return yamlWord(value)
  if (Array.isArray(value)) return `[${value.map(yamlFlow).join(', ')}]`
  if (typeof value !== 'object' || value === null) return jsonText(value)
  const pairs = Object.entries(value).map(([key, each]) => `${yamlWord(key)}: ${yamlFlow(each)}`)
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`
}
