import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { Script } from 'node:vm'
import { usualRuns } from '../usual-runs.js'

const require = createRequire(import.meta.url)

/**
 * V8's code of the program's files with all functions that a usual run of a command needs, found out by running it; for
 * each command its own, as what is taken in has to be paid for. Fits this very Node only.
 * @param {Record<string, string>} files texts by name
 * @returns {Promise<Map<string, { file: string, code: Buffer }>>} by `FILE.COMMAND`, of the files that a command needs
 */
export async function codeCaches(files) {
  /** @type {Map<string, { file: string, script: Script }>} */
  const used = new Map()
  await usualRuns((_isUsual, command) => {
    /** @param {string} file */
    const load = (file) => {
      const name = `${file}.${command}`
      const { script } = used.get(name) ?? {
        // Named apart, or V8 would take it for the same script, whose code is that of all commands together.
        script: new Script(files[file], { filename: name }),
      }
      used.set(name, { file, script })
      return script.runInThisContext()
    }
    const module = { exports: {} }
    /** @param {string} name */
    const from = (name) => (name === './more.cjs' ? load('more.cjs') : require(name))
    load('scopectl.cjs')(module, from)
    return module.exports
  })
  const caches = new Map(
    [...used].map(([name, { file, script }]) => [name, { file, code: script.createCachedData() }]),
  )
  /** @param {string} name */
  const sizeOf = (name) => caches.get(`scopectl.cjs.${name}`)?.code.length ?? Number.NaN
  assert(sizeOf('--version') * 2 < sizeOf('check'), 'each command has the code of others too')
  return caches
}
