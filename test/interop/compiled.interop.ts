import { join } from 'node:path'
import { beforeAll } from 'vitest'
import { buildGo, buildSpring } from './support/compiled.js'
import type { Installed } from './support/install.js'
import { compareLibrary } from './support/library.js'

let go: Installed
let spring: Installed
beforeAll(async () => {
  go = await buildGo('github.com/auth0/go-jwt-middleware/v2')
  spring = await buildSpring()
  for (const each of [go, spring]) if (each.ok) console.log(JSON.stringify(each.versions))
}, 600_000)

compareLibrary(
  {
    name: 'go-jwt-middleware',
    profile: 'go-jwt-middleware',
    args: () => [],
    laxer: ['no-subject'],
  },
  () => go,
)
compareLibrary(
  {
    name: 'Spring Security',
    profile: 'spring',
    args: (dir) => ['-jar', join(dir, 'server.jar')],
    // It reads `scp` where `scope` is missing.
    laxer: ['no-subject', 'scope-claim-other'],
    bare: ['wrong-audience', 'wrong-issuer', 'no-subject', 'scope-claim-other'],
  },
  () => spring,
)
