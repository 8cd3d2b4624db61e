import { join } from 'node:path'
import { springServer } from './support/installed-servers.js'
import { compareLibrary } from './support/library.js'

const spring = springServer()

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
