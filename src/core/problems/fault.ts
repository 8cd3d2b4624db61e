/** One of several faults, distinguished by `is`, with the facts for its message; `F` maps each fault to its facts. */
export type Fault<F> = { readonly [K in keyof F]: { readonly is: K } & Readonly<F[K]> }[keyof F]

/** `profile`: the one in use, in which a setting is written to take effect. */
export interface InSettings {
  readonly profile: string | undefined
}

/** For a fault that needs no facts besides its code. */
export type NoFacts = Record<never, never>
