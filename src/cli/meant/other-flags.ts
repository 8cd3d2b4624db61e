/** Our flags for a foreign one (the first that the command has), and how to convert its value. */
interface Meant {
  readonly flags: readonly string[]
  readonly value?: (text: string) => string
}

const NEED: Meant = { flags: ['--need', '--scopes', '--scope'] }
const USER: Meant = { flags: ['--user'] }
const CATALOG: Meant = { flags: ['--catalog'] }
const LIFETIME: Meant = { flags: ['--lifetime'], value: seconds }
const REPORT: Meant = { flags: ['--report'] }
const ROUTE: Meant = { flags: ['--route'], value: routeOf }

/** Flags of other tools, or that a newcomer might guess. */
export const OTHER_FLAGS: ReadonlyMap<string, Meant> = new Map(
  Object.entries({
    ...{ '--scope': NEED, '--scopes': { flags: ['--scope', '--need'] }, '--needs': NEED },
    '-n': NEED,
    ...{ '--permission': NEED, '--permissions': NEED, '--require': NEED, '--required': NEED },
    ...{ '--user-name': USER, '--username': USER, '--name': USER, '--subject': USER },
    ...{ '--sub': USER, '--as': USER, '--for': USER, '--login': USER, '-u': USER },
    ...{ '--client-id': { flags: ['--client'] }, '--app': { flags: ['--client'] } },
    ...{ '--roles': { flags: ['--role'] }, '--group': { flags: ['--role'] } },
    ...{ '--path': ROUTE, '--url': ROUTE, '--uri': ROUTE, '--endpoint': ROUTE },
    ...{ '--ttl': LIFETIME, '--exp': LIFETIME, '--expires': LIFETIME, '--expiry': LIFETIME },
    ...{ '--expires-in': LIFETIME, '--expiresIn': LIFETIME, '--duration': LIFETIME },
    ...{ '--valid-for': LIFETIME, '--max-age': LIFETIME },
    ...{ '--config': CATALOG, '--file': CATALOG, '-f': CATALOG, '--policy': CATALOG },
    ...{ '--users': { flags: ['--users-file'] }, '--jwt': { flags: ['--token'] } },
    ...{ '--aud': { flags: ['--audience'] }, '--iss': { flags: ['--issuer'] } },
    ...{ '--alg': { flags: ['--algorithm'] }, '--now': { flags: ['--at'] } },
    ...{ '--time': { flags: ['--at'] }, '--why': { flags: ['--explain'] } },
    ...{ '--reporter': REPORT, '--reports': REPORT },
    '--junit': { ...REPORT, value: (file) => `junit=${file}` },
    ...{ '--skew': { flags: ['--leeway'], value: seconds } },
    ...{ '--clock-skew': { flags: ['--leeway'], value: seconds } },
    ...{ '--silent': { flags: ['--quiet'] }, '--dry-run': { flags: ['--check'] } },
  } satisfies Record<string, Meant>),
)

/** Flags for the method of a route whose path is in another flag. */
export const METHOD_FLAGS: ReadonlySet<string> = new Set(['--method', '-X', '--request'])

function seconds(text: string): string {
  return /^\d+$/.test(text) ? `${text}s` : text
}

function routeOf(text: string): string {
  return text.includes(' ') ? text : `GET ${text.startsWith('/') ? '' : '/'}${text}`
}
