import type { RequestFault } from './request-fault.js'

/** The credential of a request. */
export type Credential =
  | { readonly kind: 'none' }
  | { readonly kind: 'token'; readonly text: string }
  /** More than one, or one in a place where it is not allowed (RFC 6750 §2): answered with 400. */
  | { readonly kind: 'misplaced'; readonly why: RequestFault }

export interface Carriers {
  /** Every Authorization header of the request, separately. */
  readonly authorization: readonly string[]
  readonly queries: readonly string[]
  /** The body, if it is a form. */
  readonly form?: string | undefined
}

/**
 * Reads the bearer token from the Authorization header, the only place where it is accepted. Credentials of another
 * scheme are not a bearer token, and count as none; so does `Bearer` without a token, as other servers answer it.
 */
export function readCredential({ authorization, queries, form }: Carriers): Credential {
  const [header, second] = authorization
  if (second !== undefined) return misplaced('several-authorization')
  if (queries.some(hasToken)) return misplaced('token-in-query')
  if (form !== undefined && hasToken(form)) return misplaced('token-in-body')
  if (header === undefined) return { kind: 'none' }
  const [, text] = /^bearer +(\S.*)$/is.exec(header) ?? []
  if (text === undefined) return { kind: 'none' }
  return /,\s*[\w-]+ /.test(text) ? misplaced('several-credentials') : { kind: 'token', text }
}

const hasToken = (text: string): boolean => new URLSearchParams(text).has('access_token')

type Misplaced =
  | 'several-authorization'
  | 'several-credentials'
  | 'token-in-query'
  | 'token-in-body'

const misplaced = (is: Misplaced): Credential => ({ kind: 'misplaced', why: { is } })
