import {
  type CallerWitness,
  TOKEN_KINDS,
  type TokenChange,
  type TokenField,
  type TokenKind,
  type TrustWitness,
} from '../core/diff/token-change.js'
import { callerText } from './caller-words.js'
import { nowText } from './change-words.js'
import { plural } from './words/words.js'

interface Row {
  /** The token that shows it. */
  readonly who: string
  /** The route, or the setting. */
  readonly what: string
  readonly why: readonly string[]
}

/** The text of a difference besides its kind. Nothing is escaped here. */
export function changeRowOf(change: TokenChange): Row {
  const { kind, route, before, after, witness, at } = change
  if (kind === 'trust') return trustRow(change)
  if (kind === 'issued') return issuedRow(change)
  const line = at ? ` (${at.file}:${at.line})` : ''
  const who = whoText(kind, witness)
  const texts =
    before === undefined
      ? [`needs ${after}`]
      : after === undefined
        ? [`needed ${before}`]
        : before === after
          ? [`needs ${after}`, 'reads the token differently']
          : nowText(before, after)
  const why = [...texts.slice(0, -1), `${texts.at(-1)}${line}`, ...asidesOf(witness)]
  return { who, what: route ?? '', why }
}

function whoText(kind: TokenKind, witness: CallerWitness | undefined): string {
  if (witness) return callerText(witness.caller)
  if (kind === 'unknown') return 'not known'
  return kind === 'opened' || kind === 'stronger' ? 'another way in' : 'no one'
}

function asidesOf(witness: CallerWitness | undefined): string[] {
  if (!witness) return []
  const { isSmallest, undeclared } = witness
  return [
    ...(isSmallest ? [] : ['there may be a smaller token']),
    ...(undeclared.before.length > 0 ? [`${undeclared.before.join(' ')} was not declared`] : []),
    ...(undeclared.after.length > 0 ? [`${undeclared.after.join(' ')} is not declared`] : []),
  ]
}

function issuedRow({ scope, gained = [], lost = [], at }: TokenChange): Row {
  const line = at ? ` (${at.file}:${at.line})` : ''
  const why = [
    ...(gained.length > 0 ? [`now with ${gained.join(' ')}`] : []),
    ...(lost.length > 0 ? [`no longer with ${lost.join(' ')}`] : []),
  ]
  const all = [...why.slice(0, -1), `${why.at(-1)}${line}`]
  return { who: scope ?? '', what: 'issued tokens differ', why: all }
}

function trustRow({ profile, field, before, after, way, trusted }: TokenChange): Row {
  const where = profile === undefined ? 'token' : `profile ${profile}`
  if (field === undefined) {
    return {
      who: where,
      what: after === undefined ? 'removed' : 'new',
      why: [after ?? before ?? ''],
    }
  }
  const why = nowText(before ?? '-', after ?? '-')
  const what = `${where} ${field}`
  if (way === undefined) return { who: '-', what, why: [...why, 'means the same'] }
  if (!trusted) return { who: '-', what, why }
  const verb = ISSUED.has(field) ? 'issued' : READ.has(field) ? 'read' : 'accepted'
  const when = `${verb} ${way === 'gain' ? 'now' : 'before'}`
  return { who: trustedText(trusted), what, why: [when, ...besideText(trusted), ...why] }
}

/** `issuer https://b`, `no audience`, `signed with ES256`. */
function trustedText({ field, value }: TrustWitness): string {
  if (value === undefined) return `no ${NAMES[field] ?? field}`
  if (field === 'subject') return 'with a subject'
  return `${NAMES[field] ?? field} ${value}`
}

const besideText = ({ field, beside }: TrustWitness): string[] =>
  beside === undefined
    ? []
    : [field === 'kid' ? `signed by ${beside}` : `beside an empty ${beside}`]

/** Settings of issued tokens, and of how tokens are read; all others are about which tokens are accepted. */
const ISSUED: ReadonlySet<TokenField> = new Set(['lifetime', 'client_id', 'claims'])
const READ: ReadonlySet<TokenField> = new Set([
  'scope_claim',
  'scope_format',
  'role_claim',
  'enforce',
])

const NAMES: { readonly [F in TokenField]?: string } = {
  algorithm: 'signed with',
  key: 'signed by',
  thumbprint: 'signed by',
  type: 'typ',
  enforce: 'with scope',
  role_claim: 'with role',
  lifetime: 'valid for',
  scope_claim: 'scopes in',
  scope_format: 'scopes as',
}

const ONE_MANY: Readonly<Record<TokenKind, readonly [string, string]>> = {
  gain: ['gain', 'gains'],
  opened: ['opened', 'opened'],
  unknown: ['not settled', 'not settled'],
  trust: ['trust change', 'trust changes'],
  issued: ['change in issued tokens', 'changes in issued tokens'],
  'new-route': ['new route', 'new routes'],
  loss: ['loss', 'losses'],
  stronger: ['stronger', 'stronger'],
  'gone-route': ['removed route', 'removed routes'],
}

/** `3 gains, 1 loss`. */
export function countTokens(changes: readonly TokenChange[]): string {
  return TOKEN_KINDS.flatMap((kind) => {
    const count = changes.filter((each) => each.kind === kind).length
    return count === 0 ? [] : plural(count, ...ONE_MANY[kind])
  }).join(', ')
}
