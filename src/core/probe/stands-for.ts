import type { Catalog } from '../catalog/model.js'
import { findSubject } from '../subject/find.js'
import type { Users } from '../users/model.js'
import type { StandsFor } from './supplied.js'

/** `role:editor=env:T`: who a token is for, and where it is. */
const TOKEN_FOR = /^((?:role|user|client|scopes):.+?)=(env:.+|file:.+|-)$/s

/** The two parts of `--token-for`; undefined for anything else, which may be a token and must not be shown. */
export function splitTokenFor(text: string): { who: string; source: string } | undefined {
  const [, who, source] = TOKEN_FOR.exec(text) ?? []
  return who === undefined || source === undefined ? undefined : { who, source }
}

/**
 * @param who `role:NAME`, `user:NAME`, `client:NAME` or `scopes:A,B`
 * @param sub for a role: the user of the token, if it is known
 * @throws ScopectlError for a name that does not exist
 */
export function standsFor(who: string, catalog: Catalog, users: Users, sub?: string): StandsFor {
  const colon = who.indexOf(':')
  const [kind, name] = [who.slice(0, colon), who.slice(colon + 1)]
  switch (kind) {
    case 'user':
    case 'client': {
      const subject = findSubject({ [kind]: name }, catalog, users) ?? { kind: 'anonymous' }
      return { who, subject, sub: name }
    }
    case 'role': {
      const subject = findSubject({ role: [name] }, catalog, users) ?? { kind: 'anonymous' }
      return { who, subject, sub }
    }
    default: {
      const scopes = name.replaceAll(',', ' ')
      const subject = findSubject({ scopes }, catalog, users, who) ?? { kind: 'anonymous' }
      return { who, subject, sub }
    }
  }
}
