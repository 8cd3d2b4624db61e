#!/usr/bin/env node
// CommonJS, because Node 20 needs a fifth of its own start-up time to bring up the loader of ES modules.
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { Script } = require('node:vm')

const BUG = 1
const NOT_ASKED = 2

const bundle = join(__dirname, '..', 'dist', 'scopectl.cjs')
const argv = process.argv.slice(2)

if (existsSync(bundle)) {
  run(load())
} else {
  process.stderr.write('error: scopectl is not built: run `npm run build` first\n')
  process.exitCode = BUG
}

/**
 * The program, from what V8 compiled of it when the same command ran before: half of the start-up time. That is kept
 * beside its source, not in a shared temp folder where others could plant some.
 */
function load() {
  const source = readFileSync(bundle, 'latin1') // the build writes ASCII
  const kept = keptFile(source)
  const cachedData = kept && existsSync(kept) ? readFileSync(kept) : undefined
  const script = new Script(source, { filename: bundle, cachedData })
  const module = { exports: {} }
  const from = (name) => require(name.startsWith('.') ? join(bundle, '..', name) : name)
  script.runInThisContext()(module, from)
  const isNew = kept && (!cachedData || script.cachedDataRejected)
  return { ...module.exports, keep: isNew ? () => keep(script, kept) : () => {} }
}

/** Named by all that it depends on; V8 checks its own version and flags, but not the text. */
function keptFile(source) {
  if (process.env.NODE_DISABLE_COMPILE_CACHE) return undefined
  const [word = ''] = argv
  const hash = source.slice(2, source.indexOf('\n'))
  const name = `${process.version}-${process.arch}-${hash.slice(0, 32)}`
  return /^[a-z-]{1,20}$/.test(word) ? join(bundle, '..', '.cache', `${name}-${word}`) : undefined
}

async function run({ main, realContext, keep }) {
  const exit = await main(argv, realContext(process))
  process.exitCode = exit
  // A command that was not understood has hardly run, and may not even be one.
  if (exit !== BUG && exit !== NOT_ASKED) keep()
}

function keep(script, file) {
  const half = `${file}.${process.pid}`
  try {
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(half, '', { flag: 'wx' }) // before the work is done, which may be for nothing
    writeFileSync(half, script.createCachedData())
    renameSync(half, file) // whole, or not at all
  } catch {
    // Where nothing may be written, each run compiles.
  }
}
