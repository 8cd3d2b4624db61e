/**
 * Puts the bundle into a copy of the Node that runs this: `node inject.js TOOLS BUNDLE LICENSES OUTPUT`. A step of
 * build-binary.js of its own, because pkg needs Node >= 22, and V8's code cache fits only the Node that made it.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const [, , tools, bundle, licenses, output] = process.argv
const version = process.versions.node
const platform = { darwin: 'macos', win32: 'win' }[process.platform] ?? process.platform

// pkg's command line drops `seaConfig`, so its function is called, by an internal path: its version is pinned exactly.
const { default: sea } = createRequire(join(tools, 'package.json'))('@yao-pkg/pkg/lib-es5/sea.js')

const nodePath = `${output}.node`
copyFileSync(process.execPath, nodePath)
try {
  if (process.platform === 'linux') strip(nodePath)
  await sea(bundle, {
    targets: [{ nodeRange: `node${version}`, platform, arch: process.arch, output }],
    nodePath,
    signature: process.platform === 'darwin', // Apple's chips run nothing unsigned
    seaConfig: {
      useCodeCache: true,
      assets: { licenses },
      execArgvExtension: 'none', // NODE_OPTIONS are for some other Node: here they would break, or add, code
    },
  })
} finally {
  rmSync(nodePath, { force: true })
}

/** Before the injection: a binary that is stripped after it crashes. Without binutils it is 18 MB bigger, no more. */
function strip(file) {
  const { error, status } = spawnSync('strip', [file])
  if (error || status !== 0) console.warn(`not stripped: ${error?.message ?? `strip: ${status}`}`)
}
