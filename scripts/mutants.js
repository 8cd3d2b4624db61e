import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Measures the tests: StrykerJS changes the source in one place after another, and a test should notice. Prints each
// change that none noticed, and the score. `npm run test:mutants -- subject lock/parse.ts` measures only those two.
// Not part of CI: it takes hours. Stryker is not a dependency; npx fetches it, and its files stay in a temporary folder.

const CORE = 'src/core'
const FOLDERS = ['subject', 'lock', 'decision', 'catalog', 'token']
const STRYKER = '9.6.1' // 10 needs Node 22

process.chdir(join(import.meta.dirname, '..'))
const targets = process.argv.length > 2 ? process.argv.slice(2) : FOLDERS
for (const target of targets) {
  if (!existsSync(join(CORE, target))) throw new Error(`${CORE}/${target} does not exist`)
}
for (const target of targets) report(target, measure(target))

/** @param {string} target A folder or a file of core. */
function measure(target) {
  const temp = mkdtempSync(join(tmpdir(), 'scopectl-mutants-'))
  try {
    const config = join(temp, 'stryker.json')
    const json = join(temp, 'report.json')
    writeFileSync(config, JSON.stringify(settings(target, temp, json)))
    const packages = ['core', 'vitest-runner'].flatMap((name) => [
      '-p',
      `@stryker-mutator/${name}@${STRYKER}`,
    ])
    const done = spawnSync('npx', ['--yes', ...packages, 'stryker', 'run', config], {
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    if (done.status !== 0) throw new Error(`stryker failed for ${target}`, { cause: done.error })
    return JSON.parse(readFileSync(json, 'utf8'))
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
}

/**
 * @param {string} target
 * @param {string} temp
 * @param {string} json
 */
function settings(target, temp, json) {
  return {
    mutate: [target.endsWith('.ts') ? `${CORE}/${target}` : `${CORE}/${target}/**/*.ts`],
    // A text in core is a code or a name of a closed type: the compiler refuses every other one.
    mutator: { excludedMutations: ['StringLiteral'] },
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'vitest.mutants.config.ts' },
    coverageAnalysis: 'perTest',
    // What runs while a module loads (tables, regular expressions) would need every test again.
    ignoreStatic: true,
    concurrency: Number(process.env.CONCURRENCY ?? 1),
    timeoutMS: 60_000,
    // Stryker reads it with the compiler's old interface, which TypeScript 7 does not have.
    tsconfigFile: 'none',
    ignorePatterns: ['**', '!package.json', '!vitest.mutants.config.ts', '!src/**', '!test/**'],
    tempDirName: join(temp, 'sandbox'),
    reporters: ['progress-append-only', 'json'],
    jsonReporter: { fileName: json },
    allowConsoleColors: false,
  }
}

/**
 * @param {string} target
 * @param {{ files: Record<string, { source: string, mutants: { status: string, mutatorName: string, replacement?: string, location: { start: { line: number, column: number } } }[] }> }} results
 */
function report(target, { files }) {
  const found = Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants.map((mutant) => ({ ...mutant, file, lines: source.split('\n') })),
  )
  const survived = found.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
  for (const { file, lines, location, mutatorName, replacement, status } of survived) {
    const { line, column } = location.start
    console.log(`${file}:${line}:${column} ${status} ${mutatorName}: ${replacement ?? ''}`)
    console.log(`    ${lines[line - 1]?.trim()}`)
  }
  const killed = found.filter(({ status }) => status === 'Killed' || status === 'Timeout').length
  const all = killed + survived.length
  const ignored = found.length - all
  const score = ((killed / all) * 100).toFixed(1)
  console.log(`${target}: ${score} % (${killed} of ${all} noticed; ${ignored} not run)`)
}
