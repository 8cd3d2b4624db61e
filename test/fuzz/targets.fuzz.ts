import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fuzz } from './fuzz.js'
import { shown } from './shown.js'
import { TARGETS } from './targets/index.js'

// Started by scripts/fuzz.js, which says what FUZZ contains.

const asked = JSON.parse(process.env['FUZZ'] ?? '{}') as {
  readonly seed: number
  readonly seconds: number
  /** All by default. */
  readonly targets?: readonly string[]
  readonly path?: string
  readonly current: string
}
const names = asked.targets ?? TARGETS.map(({ name }) => name)
const chosen = TARGETS.filter(({ name }) => names.includes(name))
const weights = chosen.reduce((sum, { weight = 1 }) => sum + weight, 0)

test('every target that is asked for exists', () => {
  expect(chosen.map(({ name }) => name).sort()).toEqual([...names].sort())
})

test.each(chosen)('$name', async (target) => {
  const seconds = (asked.seconds * (target.weight ?? 1)) / weights
  const started = performance.now()
  const { inputs, accepted, failure } = await fuzz(target, { ...asked, seconds })
  await target.end?.()
  const took = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${target.name.padEnd(20)} ${inputs} inputs, ${accepted} accepted, ${took} s`)
  expect(inputs).toBeGreaterThan(0)
  if (!failure) return
  const file = keep(target.name, failure.input)
  const again = `--target ${target.name} --seed ${asked.seed} --path ${failure.path}`
  throw new Error(
    [
      `${target.name}: ${failure.error}`,
      `with ${shown(failure.input)}`,
      `kept as ${file}: npx vitest run test/fuzz/corpus`,
      `again: npm run test:fuzz -- ${again}`,
    ].join('\n'),
  )
})

/** Adds it to the corpus, which `npm test` runs; whoever mends what is wrong commits it under a better name. */
function keep(name: string, input: unknown): string {
  const text = `${shown({ found: 'by npm run test:fuzz', input })}\n`
  const folder = `test/fuzz/corpus/${name}`
  mkdirSync(folder, { recursive: true })
  const file = `${folder}/${createHash('sha256').update(text).digest('hex').slice(0, 8)}.json`
  writeFileSync(file, text)
  return file
}
