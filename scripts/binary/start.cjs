// The entry point of the binary, like bin/scopectl.js in the npm package. The program's files are assets, with the code
// that V8 compiled from them in a run of `check`; if V8 rejects that code, it just compiles again.
const { getAsset, getAssetKeys, getRawAsset } = require('node:sea')
const { crash, loaderOf } = require('../../bin/loader.js')

const argv = process.argv.slice(2)
// It has no effect here (src/io/http-get.ts), and Node would warn that it has.
delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
const assets = getAssetKeys()
const bytesOf = (name) => Buffer.from(getRawAsset(name))

// The licences of everything inside, including Node, are inside too.
if (argv.join(' ') === 'help licenses') {
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error // otherwise a closed pager
  })
  process.stdout.write(getAsset('./licenses', 'utf8'))
} else {
  const load = loaderOf({
    read: (name) => ({ filename: name, source: bytesOf(name).latin1Slice() }), // the build writes ASCII
    cachedCode: (name) => (assets.includes(`${name}.code`) ? bytesOf(`${name}.code`) : undefined),
    compiled: () => {},
  })
  const { main, realContext, endingOf } = load('./scopectl.cjs')
  main(argv, realContext(process)).then(endingOf(process)).catch(crash)
}
