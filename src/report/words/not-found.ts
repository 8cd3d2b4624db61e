import type { DecisionProblems, NoSubject } from '../../core/problems/decision.js'
import { option } from '../shell.js'
import { didYouMean, quote, type Sentence } from './words.js'

/** A scope that is asked for and that the catalog does not declare. */
export function noSuchScope({
  scope,
  option: of,
  suggestion,
}: DecisionProblems['no-such-scope']): Sentence {
  const names = scope.split(',').filter((name) => name !== '')
  return {
    says: `${of === undefined ? '' : `invalid ${quote(of)}: `}the catalog has no scope ${quote(scope)}`,
    hint:
      scope.includes(',') && names.length > 0
        ? `separate scopes with spaces, without commas: ${quote(`"${names.join(' ')}"`)}`
        : (didYouMean(suggestion) ?? 'declare it under `scopes:`, or use a declared one'),
  }
}

/** A user or client that does not exist; it may be of the other kind. */
export function noSuchSubject(
  kind: 'user' | 'client',
  name: string,
  { file, suggestion, other }: NoSubject,
): Sentence {
  if (file === undefined)
    return {
      says: `no users file found, so ${kind} ${quote(name)} is unknown`,
      hint: 'create users.yaml next to the catalog, or pass --users-file FILE',
    }
  const otherKind = kind === 'user' ? 'client' : 'user'
  const says = `${quote(file)} has no ${kind} ${quote(name)}`
  if (other === undefined) return { says, hint: didYouMean(suggestion) }
  const use = quote(option(`--${otherKind}`, other).join(' '))
  return {
    says,
    hint: other === name ? `it is a ${otherKind}: ${use}` : `did you mean the ${otherKind}? ${use}`,
  }
}
