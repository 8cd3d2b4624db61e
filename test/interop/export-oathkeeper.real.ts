import { compareOathkeeper } from './support/compare-oathkeeper.js'

compareOathkeeper(200)
