import { compareRandomTokens } from './support/random-comparison.js'

compareRandomTokens(2000)
