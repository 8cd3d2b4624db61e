// Loaded by Stryker (see mutants.js): prints each change that no test noticed immediately, since a run takes long, and
// the score at the end.

import { relative } from 'node:path'

class Survivors {
  #noticed = 0
  #survived = 0
  #left = 0

  /** @param {{ status: string, fileName: string, mutatorName: string, replacement?: string, location: { start: { line: number, column: number } } }} mutant */
  onMutantTested({ status, fileName, mutatorName, replacement = '', location }) {
    if (status === 'Killed' || status === 'Timeout') this.#noticed++
    else if (status === 'Survived' || status === 'NoCoverage') {
      this.#survived++
      const { line, column } = location.start
      // Stryker counts from 0 here.
      console.log(
        `${relative('.', fileName)}:${line + 1}:${column + 1} ${status} ${mutatorName}: ${replacement}`,
      )
    } else this.#left++
  }

  onMutationTestReportReady() {
    const all = this.#noticed + this.#survived
    const score = ((this.#noticed / all) * 100).toFixed(1)
    console.log(`score: ${score} % (${this.#noticed} of ${all}; ${this.#left} not run)`)
  }
}

export const strykerPlugins = [{ kind: 'Reporter', name: 'survivors', injectableClass: Survivors }]
