import { type JudgedToken, judgeToken } from '../../core/access-page/judge-token.js'
import { tokenSettings } from '../../core/access-page/token-settings.js'
import type { Catalog } from '../../core/catalog/model.js'
import type { Row } from '../../core/matrix/rows.js'
import type { Moment } from '../../core/token/check-claims.js'
import { button, el } from '../dom.js'
import type { Model } from '../model.js'
import { after, now } from './clock.js'
import { answerOf, claimRows, remarks } from './words.js'

/** What is shown of a pasted token in the grid, and how sure it is. */
export interface TokenRow {
  readonly row: Row
  /** Whether the page checked the signature: otherwise the row is what the token claims. */
  readonly isVerified: boolean
}

/**
 * The box for a pasted token. It is decoded and checked here; nothing is sent, and nothing is kept.
 *
 * @param onRow called with the token's row when it changes; undefined if there is none
 */
export function tokenBox(model: Model, onRow: (row: TokenRow | undefined) => void): HTMLElement {
  const packed = model.data.token
  const { catalog } = model.now
  const read: Catalog = { ...catalog, token: tokenSettings(catalog.token, packed) }
  const hasCryptography = isSecureContext && typeof crypto.subtle === 'object'
  let latest = 0
  let callOff: (() => void) | undefined
  const input = el('textarea', {
    id: 'token-text',
    rows: '3',
    spellcheck: 'false',
    autocomplete: 'off',
    autocapitalize: 'off',
    placeholder: 'eyJ…',
    'aria-describedby': 'token-note',
  })
  const result = el('div', { role: 'status', id: 'token-result' })
  const note = 'It is checked in this page and sent nowhere. Reloading forgets it.'
  const box = el(
    'section',
    { id: 'token', 'aria-label': 'Check a token' },
    el(
      'div',
      {},
      el('label', { for: 'token-text' }, 'Access token'),
      input,
      el('p', { id: 'token-note', class: 'dim' }, note),
      button('Clear', () => {
        input.value = ''
        input.focus()
        void update()
      }),
    ),
    result,
  )
  const update = async (): Promise<void> => {
    const turn = ++latest
    callOff?.()
    const text = input.value.trim()
    if (text === '') {
      result.replaceChildren()
      return onRow(undefined)
    }
    const moment = { now: now(), leeway: packed.leeway }
    const judged = await judgeToken(text, packed, read, moment, hasCryptography).catch(
      () => undefined,
    )
    // Checking takes a moment, and the text may have changed since.
    if (turn !== latest) return
    if (!judged) {
      result.replaceChildren(badge('bad', '? this browser cannot use the keys of this page'))
      return onRow(undefined)
    }
    result.replaceChildren(...shown(judged, read, moment.now))
    onRow(rowOf(judged, read))
    const left = secondsLeft(judged, moment)
    if (left !== undefined) callOff = after(left, () => void update())
  }
  input.addEventListener('input', () => void update())
  return box
}

/** When an accepted token is refused: an open page would go on to show it as accepted. */
function secondsLeft(judged: JudgedToken, { now: time, leeway }: Moment): number | undefined {
  if (judged.kind === 'rejected') return undefined
  const { exp } = judged.token.claims
  if (typeof exp !== 'number') return undefined
  return Math.max(1, Math.ceil(exp + leeway - time))
}

/** A refused token gets what no token gets; one whose scopes are unclear has no row. */
function rowOf(judged: JudgedToken, catalog: Catalog): TokenRow | undefined {
  const base = { name: 'pasted token', disabled: false }
  if (judged.kind === 'ambiguous') return undefined
  const isVerified = judged.signature === 'checked'
  if (judged.kind === 'rejected') {
    const subject = { kind: 'anonymous' as const }
    return { row: { ...base, kind: 'anonymous', grants: undefined, subject }, isVerified }
  }
  const grants = judged.views[catalog.token.enforce]
  const subject = { kind: 'scopes' as const, scopes: [...grants] }
  return { row: { ...base, kind: 'scope', grants, subject }, isVerified }
}

function shown(judged: JudgedToken, catalog: Catalog, time: number): HTMLElement[] {
  const { paint, says } = answerOf(judged)
  const list = el('ul', {}, ...remarks(judged).map((each) => el('li', {}, each)))
  const token = judged.kind === 'rejected' ? judged.rejected.token : judged.token
  const rows = token ? claimRows(token, time) : []
  const scopes =
    judged.kind === 'acceptable' ? [['scopes', scopesText(judged, catalog)] as const] : []
  const facts = [...rows, ...scopes].flatMap(([name, value]) => [
    el('dt', {}, name),
    el('dd', {}, value),
  ])
  return [
    badge(paint, says),
    ...(list.childElementCount > 0 ? [list] : []),
    ...(facts.length > 0 ? [el('dl', {}, ...facts)] : []),
  ]
}

function scopesText(
  { views }: Extract<JudgedToken, { kind: 'acceptable' }>,
  catalog: Catalog,
): string {
  const held = [...views[catalog.token.enforce]].sort()
  return held.length === 0 ? 'none' : held.join('  ')
}

const badge = (paint: string, says: string): HTMLElement =>
  el('p', {}, el('strong', { class: `badge ${paint}` }, says))
