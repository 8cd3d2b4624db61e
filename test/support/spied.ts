import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tempDir } from './temp-dir.js'

/** Loaded before the program: records the path of each opened file, and each generated key pair. */
const HOOK = `
const fs = require('node:fs')
const crypto = require('node:crypto')
const { syncBuiltinESMExports } = require('node:module')
const { openSync, writeSync, closeSync } = fs
const note = (what) => {
  const fd = openSync(process.env.SPY_LOG, 'a')
  writeSync(fd, what + '\\n')
  closeSync(fd)
}
const wrap = (module, name, say) => {
  const original = module[name]
  module[name] = function (...args) {
    note(say(args))
    return original.apply(this, args)
  }
}
for (const name of ['open', 'openSync', 'readFile', 'readFileSync', 'createReadStream'])
  wrap(fs, name, ([path]) => 'open ' + path)
for (const name of ['open', 'readFile']) wrap(fs.promises, name, ([path]) => 'open ' + path)
for (const name of ['generateKeyPair', 'generateKeyPairSync'])
  wrap(crypto, name, ([type]) => 'key ' + type)
syncBuiltinESMExports()
`

/** The environment that makes a run of the program record what it does, and the recorded lines. */
export function spy(): { env: Record<string, string>; noted(what: string): number } {
  const dir = tempDir({ 'hook.cjs': HOOK })
  const log = join(dir, 'log')
  return {
    env: { NODE_OPTIONS: `--require ${join(dir, 'hook.cjs')}`, SPY_LOG: log },
    noted: (what) =>
      existsSync(log)
        ? readFileSync(log, 'utf8')
            .split('\n')
            .filter((line) => line === what).length
        : 0,
  }
}

/** The one-file binary does not support hooks. */
export const canSpy = process.env['SCOPECTL_BINARY'] === undefined
