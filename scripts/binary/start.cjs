/**
 * Where the binary starts, as bin/scopectl.js is where the npm package does. The code cache that Node itself would take in
 * has only what runs at once; those beside the program have every function of a command's usual runs, which halves the price
 * of `check`. One that V8 refuses is the price of compiling, no more.
 */
const { getAsset, getAssetKeys, getRawAsset } = require('node:sea')
const { Script } = require('node:vm')

const argv = process.argv.slice(2)
// It has no effect here (src/io/http-get.ts), and Node would warn that it has.
delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
const keys = getAssetKeys()
/** Of all commands the one that has most in common with one that has no code of its own. */
const USUAL = 'check'

// The terms of all that is inside, Node included, travel inside.
if (argv.join(' ') === 'help licenses') {
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error // else a pager that was left
  })
  process.stdout.write(getAsset('licenses', 'utf8'))
} else {
  load('scopectl.cjs')(module, from)
  const { main, realContext, endingOf } = module.exports
  main(argv, realContext(process)).then(endingOf(process))
}

function from(name) {
  if (name === './more.cjs') return load('more.cjs')
  if (!name.startsWith('./')) return require(name)
  const rare = { exports: {} } // inquirer.cjs, undici.cjs
  load(name.slice('./'.length))(rare, rare.exports, require)
  return rare.exports
}

function load(filename) {
  const own = `${filename}.${argv[0]}.cache`
  const cache = keys.includes(own) ? own : `${filename}.${USUAL}.cache`
  const cachedData = keys.includes(cache) ? codeIn(bytesOf(cache)) : undefined
  const text = bytesOf(filename).latin1Slice() // the build writes ASCII
  return new Script(text, { filename, cachedData }).runInThisContext()
}

/** As aligned.js has put it. */
function codeIn(bytes) {
  const [before] = bytes
  return bytes.subarray(before, bytes.length - 8 + before)
}

function bytesOf(name) {
  return Buffer.from(getRawAsset(name))
}
