import { compareOpa } from './support/compare-opa.js'

compareOpa(200)
