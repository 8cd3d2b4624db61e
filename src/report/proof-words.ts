import type { Proof, Witness } from '../core/proof/proof.js'
import type { Item } from '../core/proof/reading.js'
import { callerJson, callerText } from './caller-words.js'
import type { JsonOf } from './documents/dsl.js'
import type { proof as document, witness as witnessDocument } from './documents/proof.js'
import { commandLine, option } from './shell.js'

/** Why a statement is not proved. Nothing is escaped here. */
export const proofText = ({ witness }: Pick<Proof, 'witness'>): string | undefined =>
  witness && witnessText(witness)

function witnessText(witness: Witness): string {
  switch (witness.is) {
    case 'caller': {
      const { caller, route, isSmallest } = witness
      const who = caller === undefined ? 'a caller without a token' : tokenText(caller)
      return `${who} reaches ${route}${isSmallest ? '' : '; there may be a smaller one'}`
    }
    case 'subject': {
      const { kind, name, route, scopes } = witness
      const by = scopes.length > 0 ? ` with ${scopes.join(' + ')}` : ''
      return `${kind} ${name} reaches ${route}${by}`
    }
    case 'holder': {
      const { kind, names, user } = witness
      if (kind !== 'roles') return `${kind} ${names.join(' ')} holds them`
      const who = user === undefined ? 'a user' : `user ${user}`
      return `${who} with ${names.length === 1 ? 'role' : 'roles'} ${names.join(' and ')} would hold them`
    }
    case 'level':
      return `${witness.route} is ${witness.level === 'scopes' ? 'guarded by scopes' : witness.level}`
  }
}

const tokenText = (caller: readonly Item[]): string =>
  caller.length === 0 ? 'a token without scopes' : `a token with ${callerText(caller)}`

/** The line that shows the same; none if no line does. */
export function witnessLine(witness: Witness | undefined): string | undefined {
  if (witness?.is === 'subject') {
    const who = option(`--${witness.kind}`, witness.name)
    return commandLine(['scopectl', 'check', ...who, ...option('--route', witness.route)])
  }
  if (witness?.is !== 'caller') return undefined
  const { caller, route } = witness
  const scopes = (caller ?? []).flatMap(({ kind, name }) => (kind === 'scope' ? [name] : []))
  if (caller && (scopes.length === 0 || scopes.length < caller.length)) return undefined
  const who = caller ? option('--scopes', scopes.join(' ')) : ['--anonymous']
  return commandLine(['scopectl', 'check', ...who, ...option('--route', route)])
}

export function proofJson({
  statement,
  outcome,
  witness,
}: Omit<Proof, 'notes'>): JsonOf<typeof document> {
  return { statement, outcome, witness: witness ? witnessJson(witness) : null }
}

function witnessJson(witness: Witness): JsonOf<typeof witnessDocument> {
  const base = { kind: witness.is, subject: null, name: null, names: [], route: null, level: null }
  const none = { token: null, scopes: [], roles: {}, smallest: true }
  switch (witness.is) {
    case 'caller': {
      const { route, caller, isSmallest } = witness
      return { ...base, route, ...callerJson(caller), smallest: isSmallest }
    }
    case 'subject': {
      const { kind, name, route, scopes } = witness
      return { ...base, ...none, subject: kind, name, route, scopes }
    }
    case 'holder': {
      const { kind, names, user } = witness
      return { ...base, ...none, subject: kind, name: user ?? names[0] ?? null, names }
    }
    case 'level':
      return { ...base, ...none, route: witness.route, level: witness.level }
  }
}
