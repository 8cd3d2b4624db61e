import type { Ignore } from '../catalog/model.js'
import { matchesGlob } from '../glob.js'
import { nearest } from '../nearest.js'
import { DRIFT_RULES } from './drift-rules.js'
import { RULES } from './rules/index.js'

/** What an ignore can cover: a finding's rule, and the name of what it is about. */
export interface Ignorable {
  readonly rule: string
  readonly name: string
}

export interface UnusedIgnore {
  readonly ignore: Ignore
  /** No command has such a rule. */
  readonly unknown: boolean
  readonly suggestion: string | undefined
}

/** Everything that an ignore can name: `lint` and `drift` share the list. */
const KNOWN: readonly string[] = [...RULES.map(({ code }) => code), ...DRIFT_RULES]

/**
 * Splits findings into those that the catalog ignores and the rest.
 *
 * An ignore that nothing needs hides what comes tomorrow; one of no rule hides nothing, and its writer thinks it does.
 *
 * @param complete the rules of which `found` has every finding there is: an ignore of another rule may be needed elsewhere
 */
export function applyIgnores<F extends Ignorable>(
  found: readonly F[],
  ignores: readonly Ignore[],
  complete: readonly string[],
): { readonly kept: readonly F[]; readonly unused: readonly UnusedIgnore[] } {
  const covers = ignores.map((ignore) => coverOf(ignore, found))
  const kept = found.filter((finding) => !covers.some((covered) => covered(finding)))
  const unused = ignores.flatMap((ignore, i): UnusedIgnore[] => {
    const { rule, name } = ignore
    const unknown = !KNOWN.includes(rule)
    if (unknown) return [{ ignore, unknown, suggestion: nearest(rule, KNOWN) }]
    if (!complete.includes(rule) || found.some((finding) => covers[i]?.(finding))) return []
    const names = kept.filter((finding) => finding.rule === rule).map((finding) => finding.name)
    return [{ ignore, unknown, suggestion: nearest(name, names) }]
  })
  return { kept, unused }
}

/**
 * What an ignore covers. A `*` in its name stands for any text, unless some finding of the rule is called exactly so: names
 * of routes and globs have stars of their own, and such an entry is about that one finding.
 */
function coverOf(
  { rule, name }: Ignore,
  found: readonly Ignorable[],
): (finding: Ignorable) => boolean {
  const isName = found.some((finding) => finding.rule === rule && finding.name === name)
  const matches = (text: string): boolean => (isName ? text === name : matchesGlob(name, text))
  return (finding) => finding.rule === rule && matches(finding.name)
}
