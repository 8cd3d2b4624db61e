/** Deletes the declarations that no entry point leads to: tsc writes one for every file that it reads. */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

const dist = join(import.meta.dirname, '../dist')
const needed = new Set()

/** @param {string} file */
function keep(file) {
  if (needed.has(file)) return
  needed.add(file)
  const text = readFileSync(file, 'utf8')
  for (const [, path] of text.matchAll(/(?:from |import\()['"](\.[^'"]+)\.js['"]/g))
    keep(join(dirname(file), `${path}.d.ts`))
}

for (const entry of ['index', 'node', 'assert', 'vitest']) keep(join(dist, `${entry}.d.ts`))
for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
  const file = join(dist, name)
  if (name.endsWith('.d.ts') && !needed.has(file)) rmSync(file)
}
