import type { ProveAnswer } from '../core/proof/answer.js'
import type { JsonOf } from './documents/dsl.js'
import type { prove } from './documents/proof.js'
import { escapeText } from './escape.js'
import { proofJson, proofText, witnessLine } from './proof-words.js'
import { nextText } from './rows.js'
import type { Style } from './style.js'

/** A line for each statement, with what refutes it below. */
export function text({ proofs }: ProveAnswer, style: Style): string {
  const lines = proofs.map((proof) => {
    const { statement, outcome } = proof
    const isProved = outcome === 'proved'
    const mark = isProved ? style.good(style.marks.yes) : style.bad(style.marks.no)
    const why = proofText(proof)
    const below = why === undefined ? '' : `             ${escapeText(why)}\n`
    return `${mark} ${outcome.padEnd(9)}  ${escapeText(statement)}\n${below}`
  })
  const refuted = proofs.find(({ witness }) => witness !== undefined)
  return `${lines.join('')}${nextText(witnessLine(refuted?.witness), style)}`
}

export const json = ({ proofs }: ProveAnswer): JsonOf<typeof prove> => ({
  proofs: proofs.map(proofJson),
})
