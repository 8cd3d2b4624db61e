#!/usr/bin/env node
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))

if (existsSync(`${dist}main.js`)) {
  // Compiled code is kept beside its source (Node >= 22.1), not in a shared temp folder where others could plant some.
  module.enableCompileCache?.(`${dist}.cache`)
  const { main, realContext } = await import('../dist/main.js')
  process.exitCode = await main(process.argv.slice(2), realContext(process))
} else {
  process.stderr.write('error: scopectl is not built: run `npm run build` first\n')
  process.exitCode = 1
}
