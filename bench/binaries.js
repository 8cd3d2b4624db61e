import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { LIMITED, nodeOf, npmPackage } from './outside.js'

const PKG = '6.23.0'
const BUN = '1.4.5'
export const NODE = '24.21.0'
const LATER_NODE = '26.10.0'

/**
 * What else can be made of the same sources in one file, each as its own documentation says: a function for each, from the
 * bundle and the file to make.
 *
 * @type {Record<string, (bundle: string, output: string) => void>}
 */
export const ALTERNATIVES = {
  'pkg --sea': (bundle, output) => sea(bundle, output, {}),
  "pkg's sea(), useCodeCache": (bundle, output) => sea(bundle, output, { useCodeCache: true }),
  "pkg's sea(), useSnapshot": (bundle, output) => sea(bundle, output, { useSnapshot: true }),
  [`Node ${LATER_NODE} --build-sea, useCodeCache`]: buildSea,
  [`bun ${BUN} --compile`]: (bundle, output) => bun(bundle, output, []),
  [`bun ${BUN} --compile --bytecode`]: (bundle, output) => bun(bundle, output, ['--bytecode']),
}

const SEA = `const [, input, output, nodePath, seaConfig] = process.argv
const { default: sea } = require('@yao-pkg/pkg/lib-es5/sea.js')
const target = { nodeRange: 'node' + process.versions.node, platform: process.platform, arch: process.arch, output }
sea(input, { targets: [target], signature: false, nodePath, seaConfig: JSON.parse(seaConfig) })`

function sea(bundle, output, config) {
  const node = nodeOf(NODE)
  const inside = `${output}.node`
  copyFileSync(node, inside)
  spawnSync('strip', [inside]) // a fifth smaller; where there is no strip, it stays as it is
  const cwd = resolve(npmPackage('@yao-pkg/pkg', PKG), '../../..')
  execFileSync(node, ['-e', SEA, bundle, output, inside, JSON.stringify(config)], {
    ...LIMITED,
    cwd,
  })
}

function buildSea(bundle, output) {
  const config = `${output}.json`
  const set = { main: bundle, output, useCodeCache: true, disableExperimentalSEAWarning: true }
  writeFileSync(config, JSON.stringify(set))
  execFileSync(nodeOf(LATER_NODE), ['--build-sea', config], LIMITED)
}

function bun(bundle, output, flags) {
  const arch = process.arch === 'arm64' ? 'aarch64' : process.arch
  const program = join(npmPackage(`@oven/bun-${process.platform}-${arch}`, BUN), 'bin', 'bun')
  const format = ['--compile', '--minify', '--format=cjs', `--outfile=${output}`]
  execFileSync(program, ['build', ...format, ...flags, bundle], LIMITED)
}
