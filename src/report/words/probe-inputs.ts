import type { ProbeInputProblems } from '../../core/problems/probe-inputs.js'
import { quote, type Words } from './words.js'

export const probeInputWords: Words<ProbeInputProblems> = {
  'route-body': ({ route, why }) =>
    why === 'method'
      ? {
          says: `${quote(route)} has a \`body\`, but its method does not send one`,
          hint: 'remove `body`',
        }
      : {
          says: `the \`body\` of ${quote(route)} is not valid JSON`,
          hint: 'write it as a map or list, or correct the text',
        },
  'probe-body-json': ({ file, route }) => ({
    says: `the JSON body for ${quote(route)} in ${quote(file)} is not valid JSON`,
  }),
  'probe-no-sample': ({ file, flag }) => ({
    says: `${quote(file)} has no sample for any route of the catalog`,
    hint:
      flag === '--har'
        ? 'entries count if their method and path match a route below the URL, and the answer was 2xx'
        : 'paths must match those of the catalog, and have examples',
    warns: true,
  }),
  'har-shape': ({ what, expected }) => ({
    says: `${quote(what)} must be ${expected}`,
    hint: 'use an HTTP archive (HAR 1.2) as browsers save it',
  }),
  'har-too-many': ({ file, limit }) => ({ says: `${quote(file)} has more than ${limit} entries` }),
}
