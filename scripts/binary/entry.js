/** Where the binary starts, as bin/scopectl.js is where the npm package does: it has no folder to keep compiled code in. */
import { main, realContext } from '../../src/cli/main.js'

const argv = process.argv.slice(2)

// The terms of all that is inside, Node included, travel inside.
if (argv.join(' ') === 'help licenses') {
  const { getAsset } = process.getBuiltinModule('node:sea')
  process.stdout.on('error', () => {}) // a pager that was left
  process.stdout.write(getAsset('licenses', 'utf8'))
} else {
  main(argv, realContext(process)).then((exit) => {
    process.exitCode = exit
  })
}
