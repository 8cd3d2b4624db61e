import type { FindingKind } from './kinds.js'
import type { Check, Credential, Exchange, Received, Reply, Variant } from './model.js'
import { Resource } from './resource.js'

/** What an answer says about access. `through`: 2xx; `other`: any other status; `none`: no answer. */
export type Got = 'through' | 'unauthorized' | 'forbidden' | 'other' | 'none'

export const isAnswered = (reply: Reply): reply is Received => 'status' in reply

export function gotOf(reply: Reply): Got {
  if (!isAnswered(reply)) return 'none'
  const { status } = reply
  if (status >= 200 && status < 300) return 'through'
  if (status === 401) return 'unauthorized'
  return status === 403 ? 'forbidden' : 'other'
}

/** A refusal in the usual sense, whatever the expected status was. */
export const isRefused = ({ reply }: Exchange): boolean => {
  const got = gotOf(reply)
  return got === 'unauthorized' || got === 'forbidden'
}

export const isThrough = ({ reply }: Exchange): boolean => gotOf(reply) === 'through'

/** The scopes of a token without a defect. */
export const scopesOf = (credential: Credential): readonly string[] =>
  credential.kind === 'scopes' || credential.kind === 'supplied' ? credential.scopes : []

/** One kind of defect of one route, with the request that shows it best. */
export interface Found {
  readonly kind: FindingKind
  readonly exchange: Exchange
  /** What it is about, if there is more than one case: alternatives, or sets of missing scopes. */
  readonly sets: readonly (readonly string[])[]
}

export const found = (
  kind: FindingKind,
  exchange: Exchange | undefined,
  sets: Found['sets'] = [],
): Found[] => (exchange ? [{ kind, exchange, sets }] : [])

/** The exchanges of one route, by what they are for. */
export class Seen {
  readonly all: readonly Exchange[]
  /** Without variants. */
  readonly plain: readonly Exchange[]
  /** Those that must not get in. */
  readonly refusals: readonly Exchange[]
  /** Those that must. */
  readonly allowances: readonly Exchange[]
  /** What allowed requests got, for comparison; undefined if none got in. */
  readonly resource: Resource | undefined

  constructor(all: readonly Exchange[]) {
    this.all = all
    this.plain = all.filter(({ planned }) => planned.variant === undefined)
    this.refusals = this.plain.filter(
      ({ planned: { expected } }) => expected !== 'allowed' && expected !== 'any',
    )
    this.allowances = this.plain.filter(({ planned }) => planned.expected === 'allowed')
    const samples = this.allowances
      .filter(isThrough)
      .map(({ reply }) => reply)
      .filter(isAnswered)
    this.resource = samples.length > 0 ? new Resource(samples) : undefined
  }

  /** The requests that got in although they must not. */
  open(is: Check['is']): Exchange[] {
    return this.refusals.filter((each) => each.planned.check.is === is && isThrough(each))
  }

  of(variant: Variant): Exchange[] {
    return this.all.filter(({ planned }) => planned.variant === variant)
  }

  /** What the same credential got without the variant. */
  plainOf({ planned }: Exchange): Exchange | undefined {
    const alike = this.plain.filter(
      (each) =>
        each.planned.check.is === planned.check.is &&
        each.planned.credential.kind === planned.credential.kind,
    )
    const credential = JSON.stringify(planned.credential)
    return alike.find((each) => JSON.stringify(each.planned.credential) === credential) ?? alike[0]
  }
}
