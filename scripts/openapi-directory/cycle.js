import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { extname, join } from 'node:path'
import { closedRoutes } from './closed-routes.js'
import { scopectl } from './run.js'

/**
 * What a user would do with one document: import it, export the catalog and import that again, then ask drift and lint
 * for differences, and merge the unchanged catalog back into the document.
 *
 * @typedef {{
 *   name: string, loaded: boolean, tokens: boolean, operations: number, ms: number,
 *   passed: Record<string, boolean>, closed: Map<string, number>, failures: string[],
 * }} Result `tokens`: some scheme of the document has tokens, so that the catalog is about something
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
    tokens: false,
    operations: 0,
    ms: 0,
    passed: {},
    closed: new Map(),
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
    result.failures.push(`import: ${JSON.parse(imported.stdout).problem.message.split('\n', 1)[0]}`)
    return result
  }
  const { summary, scheme, catalog, findings } = JSON.parse(imported.stdout)
  Object.assign(result, { loaded: true, tokens: scheme !== null, operations: summary.operations })
  result.closed = closedRoutes(catalog, findings)

  const before = readFileSync(join(folder, 'scopes.yaml'))
  const twice = await run('import', 'openapi', document, '-o', 'scopes.yaml')
  check('import again identical', before.equals(readFileSync(join(folder, 'scopes.yaml'))), twice)
  await run('export', 'openapi', '-o', 'exported.json')
  const copied = await run('import', 'openapi', 'exported.json', '-o', 'again/scopes.yaml')
  const isCopied = existsSync(join(folder, 'again/scopes.yaml'))
  const diff = isCopied
    ? await run('diff', './scopes.yaml', './again/scopes.yaml', '--fail-on', 'any')
    : copied
  check('equal requirements', isCopied && diff.exit === 0, diff)
  const drift = await run('drift', document)
  check('drift empty', drift.exit === 0, drift)
  const lint = await run('lint')
  check('lint clean', lint.exit === 0, lint)
  const merged = await run('export', 'openapi', '--merge', document)
  const isSame = readFileSync(file).equals(readFileSync(join(folder, document)))
  check('merge identical', merged.exit === 0 && isSame, merged)
  return result
}

function firstLine({ exit, stdout, stderr }) {
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '')
  const telling = lines.find((line) => /error|~ route|^ {2}\S/.test(line)) ?? lines[0] ?? ''
  return `exit ${exit}: ${telling.trim().slice(0, 200)}`
}
