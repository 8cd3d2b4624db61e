import { Option } from 'commander'
import { repeatable } from './shared-flags.js'

/** The schemes of an OpenAPI document to which the catalog's tokens belong. */
export const schemeFlag = (
  text = "the scheme of the catalog's tokens (default: the most used)",
): Option =>
  new Option('--scheme <NAME>', `${text}; repeat if each token belongs to several`).argParser(
    repeatable,
  )
