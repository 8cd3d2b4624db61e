/**
 * Where the binary starts, as bin/scopectl.js is where the npm package does. The code cache that Node itself would take in
 * has only what runs at once; this one has every function of a usual run, which halves the price of `check`. One that V8
 * refuses is the price of compiling, no more.
 */
const { getAsset, getRawAsset } = require('node:sea')
const { Script } = require('node:vm')

const argv = process.argv.slice(2)

// The terms of all that is inside, Node included, travel inside.
if (argv.join(' ') === 'help licenses') {
  process.stdout.on('error', () => {}) // a pager that was left
  process.stdout.write(getAsset('licenses', 'utf8'))
} else {
  const cachedData = Buffer.from(getRawAsset('cache'))
  const script = new Script(getAsset('bundle', 'utf8'), { filename: 'scopectl.cjs', cachedData })
  script.runInThisContext()(exports, require, module)
  module.exports.main(argv, module.exports.realContext(process)).then((exit) => {
    process.exitCode = exit
  })
}
