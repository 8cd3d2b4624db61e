import { createRequire } from 'node:module'
import { Script } from 'node:vm'
import { usualRuns } from '../usual-runs.js'

const require = createRequire(import.meta.url)

/**
 * V8's code of the program's files with all functions that a usual run needs, found out by running it. Fits this very
 * Node only.
 * @param {Record<string, string>} files texts by name
 */
export async function codeCaches(files) {
  const scripts = new Map(
    Object.entries(files).map(([name, text]) => [name, new Script(text, { filename: name })]),
  )
  /** @param {string} name */
  const load = (name) => scripts.get(name)?.runInThisContext()
  await usualRuns(() => {
    const module = { exports: {} }
    /** @param {string} name */
    const from = (name) => load(name.slice(2)) ?? require(name)
    load('scopectl.cjs')(module, from)
    return module.exports
  })
  return new Map([...scripts].map(([name, script]) => [name, script.createCachedData()]))
}
