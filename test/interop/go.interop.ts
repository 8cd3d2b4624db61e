import { goServer } from './support/installed-servers.js'
import { compareLibrary } from './support/library.js'

const go = goServer()

compareLibrary(
  {
    name: 'go-jwt-middleware',
    profile: 'go-jwt-middleware',
    args: () => [],
    laxer: ['no-subject'],
  },
  go,
)
