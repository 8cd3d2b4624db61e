import { execFileSync } from 'node:child_process'

// scopectl keeps its own example: the catalog lints clean, its lock is current, its suite passes, covers every cell,
// grant and alternative, and kills every mutant.

const COMMANDS = [
  ['lint', '--deny-warnings'],
  ['lock', '--check'],
  ['test', '--coverage', '--threshold', '100'],
  ['test', '--mutate', '--threshold', '100'],
]

process.chdir(`${import.meta.dirname}/..`)
for (const args of COMMANDS) {
  process.stdout.write(`$ scopectl ${args.join(' ')}\n`)
  execFileSync(process.execPath, ['bin/scopectl.js', ...args], { stdio: 'inherit' })
}
