import { join } from 'node:path'
import { goServer, springServer } from './support/installed-servers.js'
import { compareKeys } from './support/library.js'

// The servers of go.interop.ts and spring.real.ts with asymmetric keys.

const go = goServer()
const spring = springServer()

compareKeys(
  {
    name: 'go-jwt-middleware',
    profile: 'go-jwt-middleware',
    args: () => [],
    laxer: ['no-subject'],
  },
  go,
  [
    ['ES256', 'PEM'],
    ['EdDSA', 'PEM'],
    ['ES256', 'JWKS'],
    ['RS256', 'JWKS of several'],
  ],
)
const SPRING = {
  profile: 'spring',
  args: (dir: string) => ['-jar', join(dir, 'server.jar')],
  // It reads `scp` where `scope` is missing.
  laxer: ['no-subject', 'scope-claim-other'],
} as const
compareKeys({ ...SPRING, name: 'Spring Security' }, spring, [
  ['RS256', 'PEM'],
  ['ES256', 'JWKS'],
  ['RS256', 'JWKS of several'],
])
compareKeys(
  {
    ...SPRING,
    name: 'Spring Security with issuer-uri',
    told: ({ ISSUER = '', ...others }) => ({ ...others, ISSUER, ISSUER_URI: ISSUER }),
    // It accepts the algorithm of every key in the set.
    except: ['by the key for another algorithm', 'by the key for another algorithm, without kid'],
  },
  spring,
  [
    ['ES256', 'JWKS'],
    ['RS256', 'JWKS of several'],
  ],
)
