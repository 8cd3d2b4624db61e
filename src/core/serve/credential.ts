import type { RequestFault } from './request-fault.js'

/** How a request says who it comes from. */
export type Credential =
  | { readonly kind: 'none' }
  | { readonly kind: 'token'; readonly text: string }
  /** More than one, or one where none may stand (RFC 6750 §2): answered with 400. */
  | { readonly kind: 'misplaced'; readonly why: RequestFault }

export interface Carriers {
  /** Every Authorization header of the request, none joined with another. */
  readonly authorization: readonly string[]
  readonly queries: readonly string[]
  /** The body, where it is a form. */
  readonly form?: string | undefined
}

/**
 * Reads the bearer token from the Authorization header, the one place where it is taken from. Credentials of another
 * scheme are no bearer token: the same as none.
 */
export function readCredential({ authorization, queries, form }: Carriers): Credential {
  const [header, second] = authorization
  if (second !== undefined) return misplaced('several-authorization')
  if (queries.some(hasToken)) return misplaced('token-in-query')
  if (form !== undefined && hasToken(form)) return misplaced('token-in-body')
  if (header === undefined) return { kind: 'none' }
  const [, text] = /^bearer(?: +(.*))?$/is.exec(header) ?? []
  if (text === undefined || text === '') {
    return /^bearer *$/i.test(header) ? misplaced('bearer-without-token') : { kind: 'none' }
  }
  return /,\s*[\w-]+ /.test(text) ? misplaced('several-credentials') : { kind: 'token', text }
}

const hasToken = (text: string): boolean => new URLSearchParams(text).has('access_token')

type Misplaced =
  | 'several-authorization'
  | 'several-credentials'
  | 'token-in-query'
  | 'token-in-body'
  | 'bearer-without-token'

const misplaced = (is: Misplaced): Credential => ({ kind: 'misplaced', why: { is } })
