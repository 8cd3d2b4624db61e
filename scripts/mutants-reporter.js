// Loaded by Stryker (see mutants.js): prints each change that no test noticed as soon as that is known, since a run takes
// long, and the scores at the end, by file and together.

import { relative } from 'node:path'

/** @typedef {{ noticed: number, survived: number, left: number }} Tally */
/** @returns {Tally} */
const emptyTally = () => ({ noticed: 0, survived: 0, left: 0 })

class Survivors {
  /** @type {Map<string, Tally>} */
  #files = new Map()

  /** @param {{ status: string, fileName: string, mutatorName: string, replacement?: string, location: { start: { line: number, column: number } } }} mutant */
  onMutantTested({ status, fileName, mutatorName, replacement = '', location }) {
    const file = relative('.', fileName)
    const tally = this.#files.get(file) ?? emptyTally()
    this.#files.set(file, tally)
    if (status === 'Killed' || status === 'Timeout') tally.noticed++
    else if (status === 'Survived' || status === 'NoCoverage') {
      tally.survived++
      const { line, column } = location.start
      console.log(`${file}:${line}:${column} ${status} ${mutatorName}: ${replacement}`)
    } else tally.left++
  }

  onMutationTestReportReady() {
    const sum = emptyTally()
    for (const [file, tally] of [...this.#files].sort()) {
      console.log(scoreText(file, tally))
      sum.noticed += tally.noticed
      sum.survived += tally.survived
      sum.left += tally.left
    }
    console.log(scoreText('score', sum))
  }
}

/**
 * @param {string} what
 * @param {Tally} tally
 */
function scoreText(what, { noticed, survived, left }) {
  const all = noticed + survived
  const score = all === 0 ? 'nothing to notice' : `${((noticed / all) * 100).toFixed(1)} %`
  return `${what}: ${score} (${noticed} of ${all}; ${left} not run)`
}

export const strykerPlugins = [{ kind: 'Reporter', name: 'survivors', injectableClass: Survivors }]
