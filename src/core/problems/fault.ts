/** One of several faults, distinguished by `is`, with the facts for its message; `F` maps each fault to its facts. */
export type Fault<F> = { readonly [K in keyof F]: { readonly is: K } & Readonly<F[K]> }[keyof F]

/** Where a setting is written to take effect: in the profile in use. `byFlags`: there is no catalog, flags replace it. */
export interface InSettings {
  readonly profile: string | undefined
  readonly byFlags?: boolean | undefined
}

/** The facts about these settings that a hint needs. */
export const inSettings = ({ profile, byFlags }: InSettings): InSettings => ({ profile, byFlags })

/** For a fault that needs no facts besides its code. */
export type NoFacts = Record<never, never>
