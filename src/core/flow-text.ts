import { isMap } from './plain-map.js'

const PLAIN = /^[A-Za-z](?:[\w:./ -]*[\w./-])?$/
/** Plain text that means something other than text, also in YAML 1.1. */
const WORDS = /^(?:true|false|null|yes|no|on|off|y|n)$/i

/** A value on one line: as YAML in brackets, or as JSON. */
export function flowText(value: unknown, json: boolean): string {
  if (json) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((each) => flowText(each, json)).join(', ')}]`
  if (isMap(value)) {
    const entries = Object.entries(value)
    return `{ ${entries.map(([key, each]) => `${text(key)}: ${flowText(each, json)}`).join(', ')} }`
  }
  return typeof value === 'string' ? text(value) : JSON.stringify(value)
}

/** Every JSON string is a YAML string. */
const text = (value: string): string =>
  PLAIN.test(value) && !value.includes(': ') && !WORDS.test(value) ? value : JSON.stringify(value)
