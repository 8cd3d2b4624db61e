import { rmSync } from 'node:fs'
import { runOnce } from './measure.js'
import { nodeOf } from './outside.js'
import { bare, CHECK, ownWorld, scopectl } from './world.js'

/** The goal for `check` on each release line. */
const GOALS = { 20: '≤ 2.4', 22: '≤ 2.1', 24: '≤ 2.1' }
const NO_CACHE = { NODE_DISABLE_COMPILE_CACHE: '1' }

/** Start-up, compared with a Node that does nothing. */
export function* rows() {
  const { cwd, ring, env } = ownWorld()
  const before = () => rmSync('dist/.cache', { recursive: true, force: true })
  for (const [release, goal] of Object.entries(GOALS)) {
    const node = nodeOf(release)
    const { stdout } = runOnce({ command: [node, '--version'] })
    const on = `Node ${stdout.trim()}`
    const run = (args, folder = cwd, more = {}) => scopectl(folder, args, { ...env, ...more }, node)
    const against = bare(node)
    yield { what: `--version, ${on}`, run: run(['--version']), ...against, goal: '≤ 1.2' }
    yield { what: `check, HS256, ${on}`, run: run(CHECK), ...against, goal }
    const first = { ...run(CHECK), before }
    yield { what: `check, first run, ${on}`, run: first, ...against, goal: '≤ 3.5', batch: 1 }
    yield { what: `check, without code cache, ${on}`, run: run(CHECK, cwd, NO_CACHE), ...against }
    yield { what: `token, ES256, ${on}`, run: run(['token', '--user', 'alice'], ring), ...against }
  }
}
