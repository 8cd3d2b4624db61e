import type { Ignore } from '../catalog/model.js'
import { matchesGlob, similarNames } from '../glob.js'
import { DRIFT_RULES } from './drift-rules.js'
import { CATALOG_RULES } from './rules/index.js'

/** What an ignore can cover: a finding's rule, and the name of what it is about. */
export interface Ignorable {
  readonly rule: string
  readonly name: string
}

export interface UnusedIgnore {
  readonly ignore: Ignore
  /** No command has such a rule. */
  readonly unknown: boolean
  readonly similar: readonly string[]
  /** The rule that has a finding of that name. */
  readonly elsewhere: string | undefined
  /** Some names of the rule's findings, if none is similar. */
  readonly names: readonly string[]
}

/** How many names are shown if none is similar. */
const FEW = 3

/** Everything that an ignore can name: `lint` and `drift` share the list. Rules for a document are not in it: `lint --openapi` reads no catalog. */
const KNOWN: readonly string[] = [...CATALOG_RULES.map(({ code }) => code), ...DRIFT_RULES]

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
    const nothing = { elsewhere: undefined, names: [] }
    if (unknown) return [{ ignore, unknown, similar: similarNames(rule, KNOWN), ...nothing }]
    if (!complete.includes(rule) || found.some((finding) => covers[i]?.(finding))) return []
    const names = kept.filter((finding) => finding.rule === rule).map((finding) => finding.name)
    const similar = similarNames(name, names)
    const elsewhere = kept.find((finding) => finding.name === name)?.rule
    return [
      { ignore, unknown, similar, elsewhere, names: similar.length > 0 ? [] : names.slice(0, FEW) },
    ]
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
