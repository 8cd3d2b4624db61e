/** If there are too many entries for a line each, a lock has their number and a digest. */
export interface Digest {
  readonly kind: 'digest'
  readonly count: number
  readonly digest: string
}
