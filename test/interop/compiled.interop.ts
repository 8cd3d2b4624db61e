import { join } from 'node:path'
import { goServer, springServer } from './support/installed-servers.js'
import { compareLibrary } from './support/library.js'

const go = goServer()
const spring = springServer()

compareLibrary(
  {
    name: 'go-jwt-middleware',
    profile: 'go-jwt-middleware',
    args: () => [],
    laxer: ['no-subject'],
  },
  go,
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
  spring,
)
