export interface LeftOutWords {
  readonly one: string
  readonly many: string
  /** Why a catalog does not have it, or what to do about it. */
  readonly why: string
  /** The rest of it was carried over. */
  readonly partly?: true
  /** Leaving it out may hide that somebody has more, or less, than the catalog says. */
  readonly warns?: true
}
