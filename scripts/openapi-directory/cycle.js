import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { extname, join } from 'node:path'
import { closedRoutes } from './closed-routes.js'
import { mergeOneChange } from './one-change.js'
import { scopectl } from './run.js'

/**
 * What a user would do with one document: import it, export the catalog and import that again, then ask drift and lint
 * for differences, and merge the catalog back into the document, first unchanged and then with one change.
 *
 * @typedef {{
 *   name: string, loaded: boolean, empty: boolean, tokens: boolean, operations: number, ms: number,
 *   passed: Record<string, boolean>, lint: string[], unwritten: boolean,
 *   closed: Map<string, number>, stillClosed: number, failures: string[],
 * }} Result `tokens`: some scheme of the document has tokens, so that the catalog is about something;
 * `empty`: it has no operation with a path that a catalog can have; `lint`: the rules
 * with errors; `unwritten`: the change was reported as not written; `stillClosed`: routes that no token can pass, with the
 * flags that import proposes
 */

/** @returns {Promise<Result>} */
export async function cycleOf(name, file, folder) {
  rmSync(folder, { recursive: true, force: true })
  for (const each of ['again', '.git']) mkdirSync(join(folder, each), { recursive: true })
  const document = `api${extname(file)}`
  copyFileSync(file, join(folder, document))
  const result = {
    name,
    loaded: false,
    empty: false,
    tokens: false,
    operations: 0,
    ms: 0,
    passed: {},
    lint: [],
    unwritten: false,
    closed: new Map(),
    stillClosed: 0,
    failures: [],
  }
  const run = async (...argv) => {
    const done = await scopectl(folder, ...argv)
    result.ms += done.ms
    return done
  }
  const check = (what, passed, done) => {
    result.passed[what] = passed
    if (!passed) result.failures.push(`${what}: ${firstLine(done)}`)
  }

  const imported = await run('import', 'openapi', document, '-o', 'scopes.yaml', '--json')
  if (imported.exit !== 0) {
    const { code, message } = JSON.parse(imported.stdout).problem
    result.empty = code === 'openapi-no-operation'
    result.failures.push(`import: ${message.split('\n', 1)[0]}`)
    return result
  }
  const { summary, scheme, catalog, findings } = JSON.parse(imported.stdout)
  Object.assign(result, { loaded: true, tokens: scheme !== null, operations: summary.operations })
  result.closed = closedRoutes(catalog, findings)

  result.stillClosed = await closedWithProposal(run, document, result.closed, findings)
  if (Object.keys(catalog.routes ?? {}).length === 0) {
    Object.assign(result, { loaded: false, empty: true })
    result.failures.push('import: no path that a catalog can have')
    return result
  }

  const before = readFileSync(join(folder, 'scopes.yaml'))
  const twice = await run('import', 'openapi', document, '-o', 'scopes.yaml')
  const isUnchanged = before.equals(readFileSync(join(folder, 'scopes.yaml')))
  check('import again identical', twice.exit === 0 && isUnchanged, twice)
  await run('export', 'openapi', '-o', 'exported.json')
  const copied = await run('import', 'openapi', 'exported.json', '-o', 'again/scopes.yaml')
  const isCopied = existsSync(join(folder, 'again/scopes.yaml'))
  const diff = isCopied
    ? await run('diff', './scopes.yaml', './again/scopes.yaml', '--fail-on', 'any')
    : copied
  check('equal requirements', isCopied && diff.exit === 0, diff)
  const drift = await run('drift', document)
  check('drift empty', drift.exit === 0, drift)
  const lint = await run('lint', '--json')
  result.lint = errorsOf(lint)
  check('lint clean', lint.exit === 0, { ...lint, stdout: `error: ${result.lint.join(', ')}` })
  const merged = await run('export', 'openapi', '--merge', document)
  const isSame = readFileSync(file).equals(readFileSync(join(folder, document)))
  check('merge identical', merged.exit === 0 && isSame, merged)
  const one = await mergeOneChange(run, folder, document, catalog)
  result.unwritten = one.passed === undefined
  check('one change merged', one.passed !== false, one.done)
  return result
}

/** Import proposes flags if several schemes seem to have one issuer. */
async function closedWithProposal(run, document, closed, findings) {
  const proposal = findings.find(({ code }) => code === 'openapi-same-issuer')
  const count = (map) => [...map.values()].reduce((total, each) => total + each, 0)
  if (proposal === undefined) return count(closed)
  const flags = proposal.schemes.flatMap((name) => ['--scheme', name])
  const again = JSON.parse((await run('import', 'openapi', document, ...flags, '--json')).stdout)
  return count(closedRoutes(again.catalog, again.findings))
}

/** The rules with errors, or the reason why lint failed. */
function errorsOf({ exit, stdout }) {
  if (exit === 0) return []
  const { findings, problem } = JSON.parse(stdout)
  const rules = (findings ?? [])
    .filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule)
  return rules.length > 0 ? [...new Set(rules)].sort() : [problem?.code ?? `exit ${exit}`]
}

function firstLine({ exit, stdout, stderr }) {
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '')
  const telling = lines.find((line) => /error|~ route|^ {2}\S/.test(line)) ?? lines[0] ?? ''
  return `exit ${exit}: ${telling.trim().slice(0, 200)}`
}
