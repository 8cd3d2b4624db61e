// Loaded by vitest (see test-real.js): writes what each test file of a run did to the file $REAL_RUNS, as JSON.

import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'

/**
 * @typedef {{
 *   file: string, seconds: number, passed: number, failed: string[], skipped: { test: string, reason: string }[],
 *   versions: Record<string, string>,
 * }} FileRun `failed`: the names of tests, and errors outside of tests; `versions`: of what the tests ran against
 */

class RealRuns {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} errors outside of any file
   */
  onTestRunEnd(modules, errors) {
    const files = modules.map(runOf).sort((a, b) => a.file.localeCompare(b.file))
    const result = { files, errors: errors.length }
    writeFileSync(process.env.REAL_RUNS ?? '', JSON.stringify(result))
  }
}

/**
 * @param {import('vitest/node').TestModule} module
 * @returns {FileRun}
 */
function runOf(module) {
  const tests = [...module.children.allTests()]
  const inState = (/** @type {string} */ state) =>
    tests.filter((each) => each.result().state === state)
  return {
    file: relative('.', module.moduleId),
    seconds: module.diagnostic().duration / 1000,
    passed: inState('passed').length,
    failed: [
      ...module.errors().map(({ message }) => firstLine(message)),
      ...inState('failed').map(({ fullName }) => fullName),
      ...inState('pending').map(({ fullName }) => `${fullName}: not run`),
    ],
    skipped: inState('skipped').map((each) => {
      const result = each.result()
      return { test: each.fullName, reason: ('note' in result && result.note) || 'no reason given' }
    }),
    versions: Object.assign({}, ...tests.map((each) => each.meta().versions ?? {})),
  }
}

/** @param {string} text */
function firstLine(text) {
  return text.split('\n', 1)[0] ?? ''
}

// biome-ignore lint/style/noDefaultExport: vitest loads a reporter by its default export
export default RealRuns
