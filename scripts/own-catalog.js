import { execFileSync } from 'node:child_process'

// scopectl keeps its own example: the catalog lints clean, its lock is current, its suite passes, covers every cell,
// grant and alternative, and kills every mutant. The suite is named: those of the test cases are none of it.

const COMMANDS = [
  ['lint', '--deny-warnings'],
  ['lock', '--check'],
  ['test', 'scopes.test.yaml', '--coverage', '--threshold', '100'],
  ['test', 'scopes.test.yaml', '--mutate', '--threshold', '100'],
]

process.chdir(`${import.meta.dirname}/..`)
for (const args of COMMANDS) {
  process.stdout.write(`$ scopectl ${args.join(' ')}\n`)
  execFileSync(process.execPath, ['bin/scopectl.js', ...args], { stdio: 'inherit' })
}
