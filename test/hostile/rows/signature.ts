import { encode, forge, GOOD, headerOf, KEYS, partsOf } from '../../core/token/support.js'
import type { Case, Row } from '../row.js'
import { refused, verified } from './token-cases.js'

const KEY = KEYS.HS256
const good = forge(headerOf(KEY), GOOD, KEY)
const [head, body] = partsOf(good)

const nones: Case[] = ['none', 'None', 'NONE', 'nOnE', ' none', 'none '].flatMap((alg) => {
  const text = `${encode({ alg, typ: 'JWT' })}.${body}`
  return [
    refused(`\`${alg}\` with an empty signature`, `${text}.`, /algorithm/),
    refused(`\`${alg}\` with a correct signature`, forge({ alg }, GOOD, KEY), /algorithm/),
  ]
})

export const SIGNATURE_ROWS: readonly Row[] = [
  {
    id: 'ALG1',
    input: '`alg: none` in any case, with an empty, right or missing signature',
    behaviour: 'refused; no flag allows it',
    rule: 'RFC 8725 §3.1',
    cases: [
      ...nones,
      refused('two parts', `${encode({ alg: 'none' })}.${body}`),
      refused('a missing signature of HS256', `${head}.${body}.`),
    ],
    controls: [verified('HS256', good)],
  },
]
