import { execFileSync } from 'node:child_process'
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { binaryPath, TARGET } from '../scripts/binary/path.js'
import { nodeOf } from './outside.js'
import { bare, CHECK, folderOf, ownWorld, scopectl } from './world.js'

/** The binary, and the npm package on the Node version inside it. */
export function* rows() {
  // Takes minutes, which the other sections do not need.
  execFileSync(process.execPath, ['scripts/build-binary.js'], { stdio: ['ignore', 2, 2] })
  const tools = JSON.parse(readFileSync('scripts/binary/tools/package.json', 'utf8'))
  const version = tools.optionalDependencies[`node-${TARGET}`]
  // Copies of the same age: the state of a file of this size in the page cache can account for a tenth of a start.
  const folder = folderOf({})
  const [node, binary] = [join(folder, 'node'), join(folder, 'scopectl')]
  copyFileSync(nodeOf(version), node)
  copyFileSync(binaryPath, binary)
  const { cwd, env } = ownWorld()
  const run = (...args) => ({ ...scopectl(cwd, [], env), command: [binary, ...args] })
  yield { what: 'binary, --version', run: run('--version'), ...bare(node) }
  yield { what: 'binary, check', run: run(...CHECK), ...bare(node), goal: '≤ 2.2' }
  yield { what: 'npm package, check', run: scopectl(cwd, CHECK, env, node), ...bare(node) }
}
