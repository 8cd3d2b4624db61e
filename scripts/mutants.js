import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Measures the tests: StrykerJS changes the source one place at a time, and a test should notice. Prints each change
// that no test noticed, and the score. `npm run test:mutants -- subject lock/parse.ts` measures only those two. Not
// part of CI: it takes hours. Stryker is not a dependency; npx fetches it, and its files stay in a temporary folder.

const CORE = 'src/core'
/** Issuing, reading a token's scopes and the facts of the lock are separate folders. */
const FOLDERS = [
  'subject',
  'lock',
  'access',
  'decision',
  'issue',
  'token-scopes',
  'catalog',
  'token',
]
const STRYKER = '9.6.1' // 10 needs Node 22

process.chdir(join(import.meta.dirname, '..'))
const targets = process.argv.length > 2 ? process.argv.slice(2) : FOLDERS
for (const target of targets) {
  if (!existsSync(join(CORE, target))) throw new Error(`${CORE}/${target} does not exist`)
}
for (const target of targets) measure(target)

/** @param {string} target A folder or a file of core. */
function measure(target) {
  console.log(`${CORE}/${target}`)
  const temp = mkdtempSync(join(tmpdir(), 'scopectl-mutants-'))
  try {
    const config = join(temp, 'stryker.json')
    writeFileSync(config, JSON.stringify(settings(target, temp)))
    const packages = ['core', 'vitest-runner'].map((name) => `@stryker-mutator/${name}@${STRYKER}`)
    const args = ['--yes', ...packages.flatMap((name) => ['-p', name]), 'stryker', 'run', config]
    const [folder] = target.split('/') // vitest.mutants.config.ts runs its tests first
    const env = { ...process.env, MUTATED: folder }
    const done = spawnSync('npx', args, { stdio: ['ignore', 'inherit', 'inherit'], env })
    if (done.status !== 0) throw new Error(`stryker failed for ${target}`, { cause: done.error })
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
}

/**
 * @param {string} target
 * @param {string} temp
 */
function settings(target, temp) {
  return {
    mutate: [target.endsWith('.ts') ? `${CORE}/${target}` : `${CORE}/${target}/**/*.ts`],
    // A string in core is a code or a name of a closed type: the compiler rejects any other.
    mutator: { excludedMutations: ['StringLiteral'] },
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner', join(import.meta.dirname, 'mutants-reporter.js')],
    vitest: { configFile: 'vitest.mutants.config.ts' },
    coverageAnalysis: 'perTest',
    // Mutants of code that runs while a module loads (tables, regular expressions) would need all tests.
    ignoreStatic: true,
    concurrency: 1,
    timeoutMS: 60_000,
    // Stryker reads it with the compiler's old API, which TypeScript 7 does not have.
    tsconfigFile: 'none',
    ignorePatterns: ['**', '!package.json', '!vitest.mutants.config.ts', '!src/**', '!test/**'],
    tempDirName: join(temp, 'sandbox'),
    reporters: ['progress-append-only', 'survivors'],
    allowConsoleColors: false,
  }
}
