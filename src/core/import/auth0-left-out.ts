import { showKeywords } from './auth0-keyword.js'
import type { Gathering } from './gathering.js'
import type { Part } from './part.js'

const READ = ['resourceServers', 'roles', 'clientGrants']
/** Sections whose code may change what is in a token, or refuse one. */
const CODE = ['actions', 'rules', 'hooks']

/** Names the sections that are not read, and each piece of code. */
export function leaveSections(root: Part, found: Gathering): void {
  for (const section of root.members()) {
    const { key, value } = section
    if (READ.includes(key) || isNothing(value)) continue
    if (CODE.includes(key) && Array.isArray(value)) {
      for (const each of section.items()) {
        const name = each.get('name').value
        const shown = typeof name === 'string' ? showKeywords(name) : each.key
        found.leave('auth0-code', `${key}: ${shown}`, each)
      }
    } else found.leave('auth0-section', key, section)
  }
}

const isNothing = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && Object.keys(value).length === 0)
