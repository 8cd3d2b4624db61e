import { execFileSync } from 'node:child_process'

// scopectl's own catalog is a good example: it lints clean, its lock is up to date, and its suite passes, covers every
// cell, grant and alternative, and kills every mutant. The suite is named, since those of the test cases do not belong
// to it.

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
