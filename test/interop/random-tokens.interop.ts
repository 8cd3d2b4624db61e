import { compareRandomTokens } from './support/random-comparison.js'

// A sample; random-tokens.real.ts has more of the same tokens.
compareRandomTokens(300)
