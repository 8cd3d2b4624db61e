/**
 * Runs the targets of test/fuzz with generated inputs, 60 seconds in all, the same ones in each run:
 * `npm run test:fuzz -- --seconds 3600 --seed random --target catalog`. With the `--path` of a failure, only that input.
 */
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

process.chdir(join(import.meta.dirname, '..'))
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '20' },
    target: { type: 'string', multiple: true },
    path: { type: 'string' },
  },
})
const seconds = Number(values.seconds)
const seed = values.seed === 'random' ? randomInt(2 ** 31) : Number(values.seed)
if (!(seconds > 0) || !Number.isInteger(seed)) {
  console.error('fuzz: --seconds and --seed must be numbers; --seed random chooses one')
  process.exit(2)
}

const scratch = mkdtempSync(join(tmpdir(), 'scopectl-fuzz-'))
const current = join(scratch, 'input.json')
const asked = { seed, seconds, targets: values.target, path: values.path, current }
console.log(`fuzz: seed ${seed}, ${seconds} s`)
const child = spawn(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.fuzz.config.ts'],
  {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, FUZZ: JSON.stringify(asked) },
    detached: true,
  },
)
// Time for the start, and to make each input that fails smaller.
const longest = seconds * 2 + 900
const timer = setTimeout(() => {
  if (existsSync(current)) console.error(`fuzz: no end, with ${readFileSync(current, 'utf8')}`)
  end('SIGKILL')
}, longest * 1000)
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.on(signal, () => end(signal))
child.on('close', (code) => {
  clearTimeout(timer)
  rmSync(scratch, { recursive: true, force: true })
  process.exitCode = code ?? 1
})

/** @param {NodeJS.Signals} signal */
function end(signal) {
  if (child.pid !== undefined) process.kill(-child.pid, signal)
}
