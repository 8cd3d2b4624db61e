#!/usr/bin/env node
// CommonJS, because Node 20 needs a fifth of its own start-up time to start the ES module loader.
const { existsSync, readFileSync } = require('node:fs')
const { dirname } = require('node:path')
const { crash, loaderOf } = require('./loader.js')

const BUG = 1
const NOT_ASKED = 2
/** These need so little of the program that checking the digest of cached code would take longer than compiling. */
const UNCACHED = ['-h', '--help', '-V', '--version']

const dist = `${dirname(__dirname)}/dist`
const argv = process.argv.slice(2)
// It has no effect here (src/io/http-get.ts), and Node would warn that it has.
delete process.env.NODE_TLS_REJECT_UNAUTHORIZED

if (existsSync(`${dist}/scopectl.cjs`)) {
  const cache = cacheOf(argv)
  const compiled = new Map()
  const load = loaderOf({
    read: (name) => {
      const filename = `${dist}/${name.slice(2)}`
      return { filename, source: readFileSync(filename, 'latin1') } // the build writes ASCII
    },
    cachedCode: (name) => cache?.get(name),
    compiled: (name, script) => compiled.set(name, script),
  })
  run(load('./scopectl.cjs'), cache, compiled).catch(crash)
} else {
  process.stderr.write('error: scopectl is not built: run `npm run build` first\n')
  process.exitCode = BUG
}

async function run({ main, realContext, endingOf }, cache, compiled) {
  const end = endingOf(process)
  const exit = await main(argv, realContext(process))
  // A command that was not understood has hardly run, and may not even exist.
  if (exit !== BUG && exit !== NOT_ASKED)
    for (const [name, script] of compiled) cache?.keep(name, script)
  end(exit)
}

/** No cache if NODE_DISABLE_COMPILE_CACHE is set, or without a command. */
function cacheOf([word = '', ...rest]) {
  if (process.env.NODE_DISABLE_COMPILE_CACHE || !/^[a-z-]{1,20}$/.test(word)) return undefined
  if (UNCACHED.some((flag) => flag === word || rest.includes(flag))) return undefined
  const { codeCacheOf } = require('./code-cache.js')
  return codeCacheOf(`${dist}/.cache`, word)
}
