/** The time in seconds, when a token is pasted. */
export const now = (): number => Math.floor(Date.now() / 1000)
