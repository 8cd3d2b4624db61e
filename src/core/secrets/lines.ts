import { isSecretName } from './names.js'
import { isSection, namesIn, redact } from './redact.js'

/** Sections in which only settings can have the name of a secret: elsewhere a role, scope or route might. */
const SETTINGS: ReadonlySet<string> = new Set(['users', 'clients', 'token', 'profiles'])
/** Settings of a profile that are never a secret, even if its name seems to be one (`auth0`). */
const OPEN: ReadonlySet<string> = new Set([
  ...['issuer', 'audience', 'algorithm', 'subject', 'lifetime', 'enforce'],
  ...['scope_claim', 'scope_format', 'role_claim', 'type', 'client_id'],
])
/** Sections of an OpenAPI document with requirements: `security` has the names of schemes, which may be `jwt`, with lists of scopes. */
const OPERATIONS: ReadonlySet<string> = new Set(['paths', 'webhooks', 'components', 'security'])
const NONE = -1

/**
 * The lines of a text in a form that may be shown: each is passed through {@link redact}, and is covered as a whole if
 * it continues a secret from a line above (a block, a list, a value below its name).
 */
export class ShownLines {
  readonly #lineAt: (index: number) => string
  readonly #count: number
  readonly #shown = new Map<number, string>()
  readonly #names = new Map<number, readonly string[]>()
  #parents: Int32Array | undefined

  /** @param lineAt the line with that 0-based index. */
  constructor(lineAt: (index: number) => string, count: number) {
    this.#lineAt = lineAt
    this.#count = count
  }

  at(index: number): string {
    const known = this.#shown.get(index) ?? this.#show(index)
    this.#shown.set(index, known)
    return known
  }

  #show(index: number): string {
    const line = this.#lineAt(index)
    const above = this.#namesAbove(index)
    const own = nameOf(line)
    const section = above.at(-1) ?? own
    const isSettings = section !== undefined && SETTINGS.has(section)
    if (OPERATIONS.has(section ?? '') && [own, ...above.slice(0, 2)].includes('security'))
      return redact(line, { lists: false })
    const holders = isSection(section ?? '') ? above.slice(0, -1) : above
    const isEntry = own !== undefined
    if (above.at(-1) === 'profiles' && above.length === 2 && OPEN.has(own ?? '')) {
      return redact(line)
    }
    const isHeld = holders.some(isSecretName) || (!isEntry && this.#isBelow(index))
    if (isHeld && (isSettings || !isEntry)) return line.replace(/\S.*/, stars)
    return redact(line, { maps: isSettings })
  }

  /** The names that a line is nested under, by indentation, innermost first. */
  #namesAbove(index: number): readonly string[] {
    const parent = this.#parentsOfLines()[index] ?? NONE
    if (parent === NONE) return []
    const known = this.#names.get(parent)
    if (known) return known
    const own = openName(this.#lineAt(parent))
    const names = [...(own === undefined ? [] : [own]), ...this.#namesAbove(parent)]
    this.#names.set(parent, names)
    return names
  }

  /**
   * For each line, the closest one above that is indented less; list items may be indented as far as the list's name.
   */
  #parentsOfLines(): Int32Array {
    if (this.#parents) return this.#parents
    const parents = new Int32Array(this.#count).fill(NONE)
    const open: { readonly index: number; readonly depth: number }[] = []
    for (let index = 0; index < this.#count; index++) {
      const line = this.#lineAt(index)
      if (isEmpty(line)) continue
      const depth =
        2 * (line.length - line.trimStart().length) + (/^\s*-(?:\s|$)/.test(line) ? 1 : 0)
      while ((open.at(-1)?.depth ?? NONE) >= depth) open.pop()
      parents[index] = open.at(-1)?.index ?? NONE
      open.push({ index, depth })
    }
    this.#parents = parents
    return parents
  }

  /** Whether the line above ends with the name of a secret: JSON may break a line there without indenting. */
  #isBelow(index: number): boolean {
    let i = index - 1
    while (i >= 0 && isEmpty(this.#lineAt(i))) i--
    const above = i < 0 ? '' : this.#lineAt(i)
    const key = /^\s*\?\s+(\S+)/.exec(above)?.[1]
    const name = /:\s*(?:#.*)?$/.test(above) ? openName(above) : undefined
    return isSecretName(name ?? key ?? '')
  }
}

const stars = (text: string): string => '*'.repeat(text.length)
const isEmpty = (line: string): boolean => /^\s*(?:#.*)?$/.test(line)

function nameOf(line: string): string | undefined {
  for (const { name } of namesIn(line)) return name
  return undefined
}

/** The last name of a line, unless its value ends on that line. */
function openName(line: string): string | undefined {
  let last: { readonly end: number; readonly name: string } | undefined
  for (const name of namesIn(line)) last = name
  if (!last) return undefined
  const rest = line.slice(last.end).replace(/\s+#.*$/, '')
  const isClosed =
    /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\[[^[\]]*\]|\{[^{}]*\})\s*[,\]}]*\s*$/.test(rest)
  return isClosed ? undefined : last.name
}
