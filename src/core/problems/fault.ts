/** One of several faults, told apart by `is`, with the facts that its words need; `F` has those of each. */
export type Fault<F> = { readonly [K in keyof F]: { readonly is: K } & Readonly<F[K]> }[keyof F]

/** The facts of a fault that its code says all about. */
export type NoFacts = Record<never, never>
