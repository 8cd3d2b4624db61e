import type { JudgedToken, SignatureCheck } from '../../core/access-page/judge-token.js'
import type { Problem } from '../../core/problem.js'
import type { DecodedToken, Refusal } from '../../core/token/model.js'
import { escapeText } from '../../report/escape.js'
import { instant, relative } from '../../report/time.js'
import { tokenWords } from '../../report/words/token.js'
import { quote, type Sentence } from '../../report/words/words.js'

// What the token box says. Refusals have the sentences of the CLI.

export interface Answer {
  readonly paint: 'good' | 'bad' | 'warn'
  readonly says: string
}

const UNCHECKED: Record<Exclude<SignatureCheck, 'checked'>, string> = {
  'not-included':
    'the signature was not checked: this page has no public keys (write it with --with-keys)',
  secret:
    'the signature was not checked: the key is a shared secret, which is never part of a page',
  'insecure-page':
    'the signature was not checked: browsers verify signatures only on pages from https, this machine or a file',
}

/** The first line: never a plain yes for a token whose signature nobody checked. */
export function answerOf(judged: JudgedToken): Answer {
  switch (judged.kind) {
    case 'rejected':
      return { paint: 'bad', says: `✗ 401 ${judged.rejected.refusals[0].reason}` }
    case 'ambiguous':
      return { paint: 'warn', says: '? the scope claims differ' }
    default:
      return judged.signature === 'checked'
        ? { paint: 'good', says: '✓ accepted' }
        : { paint: 'warn', says: '? signature not checked' }
  }
}

/** What else there is to know, most important first. */
export function remarks(judged: JudgedToken): string[] {
  const said = judged.signature === 'checked' ? [] : [UNCHECKED[judged.signature]]
  switch (judged.kind) {
    case 'rejected': {
      const { refusals, notes } = judged.rejected
      return [...refusals.map(refusalText), ...said, ...noteTexts(notes)]
    }
    case 'ambiguous': {
      const names = judged.claims.map(quote).join(' and ')
      return [`${names} differ: name one of them as \`scope_claim\` in the catalog`, ...said]
    }
    default: {
      const { unknown } = judged.views
      const undeclared =
        unknown.length > 0 ? [`not in the catalog: ${unknown.map(quote).join(', ')}`] : []
      const none = judged.scopes.claim === undefined ? ['the token has no scope claim'] : []
      return [
        ...said,
        ...none,
        ...undeclared,
        ...noteTexts([...judged.scopes.notes, ...judged.notes]),
      ]
    }
  }
}

const refusalText = ({ reason, detail }: Refusal): string => sentenceOf(detail)?.says ?? reason

const noteTexts = (notes: readonly Problem[]): string[] =>
  notes.flatMap((note) => sentenceOf(note)?.says ?? [])

/** Only problems of tokens: the page has no other words. */
function sentenceOf(problem: Problem): Sentence | undefined {
  if (!Object.hasOwn(tokenWords, problem.code)) return undefined
  // The table's type pairs each code with its own arguments; a union of codes loses the pairing.
  const words = tokenWords[problem.code as keyof typeof tokenWords] as (args: unknown) => Sentence
  return words(problem.args)
}

const LONGEST = 400

/** The usual claims, in words. Everything in them is the token's own statement. */
export function claimRows(token: DecodedToken, now: number): (readonly [string, string])[] {
  const { header, claims } = token
  const time = (value: unknown): string =>
    typeof value === 'number' ? `${relative(value, now)} (${instant(value)})` : text(value)
  const rows: [string, unknown, (value: unknown) => string][] = [
    ['subject', own(claims, 'sub'), text],
    ['client', own(claims, 'client_id'), text],
    ['issuer', own(claims, 'iss'), text],
    ['audience', own(claims, 'aud'), text],
    ['issued', own(claims, 'iat'), time],
    ['valid from', own(claims, 'nbf'), time],
    ['expires', own(claims, 'exp'), time],
    ['algorithm', own(header, 'alg'), text],
    ['key', own(header, 'kid'), text],
  ]
  return rows.flatMap(([name, value, say]) =>
    value === undefined ? [] : [[name, say(value)] as const],
  )
}

const own = (object: object, name: string): unknown =>
  Object.hasOwn(object, name) ? Reflect.get(object, name) : undefined

function text(value: unknown): string {
  const shown = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return escapeText(shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown)
}
