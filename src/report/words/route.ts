import type {
  DocumentPathFault,
  DocumentPathFaults,
  PathFaults,
  RouteFaults,
  TemplateFaults,
} from '../../core/problems/route.js'
import { type FaultWords, faultText, quote } from './words.js'

// Each completes a sentence that starts with the faulty text: `the path "/a//b" …`.

const PATH: FaultWords<PathFaults> = {
  'no-slash': 'must start with `/`',
  'dot-segment': 'has a dot segment',
  'empty-segment': 'has an empty segment (`//`)',
  'bad-escape': 'has a `%` without two hex digits',
  semicolon: 'has a `;`, where some servers cut the path',
  backslash: 'has a backslash, which some servers read as `/`',
  control: 'has a control character',
  unencoded: ({ char }) => `has a character that must be percent-encoded: ${quote(char)}`,
  'not-utf8': 'has escapes that are not UTF-8',
  'encoded-slash': 'has an encoded slash',
  'encoded-control': 'has an encoded control character',
  'encoded-percent': 'has an encoded `%`, which decoding twice would change',
  'needless-escape': ({ char }) =>
    `has an escape of ${quote(char)}, which only some servers decode`,
  'lower-case-escape': 'has lower-case escapes: write `%C3`, not `%c3`',
  'query-unencoded': 'has a query with characters that must be percent-encoded',
}

const TEMPLATE: FaultWords<TemplateFaults> = {
  'no-slash': PATH['no-slash'],
  'tail-not-last': 'can have `{…*}` only at the end',
  'tail-beside-text': 'has other text in the segment of `{…*}`',
  'empty-template-segment': 'has an empty segment',
  'same-parameter': ({ name }) => `uses the parameter name ${quote(name)} twice`,
  'bad-segment': ({ text }) => `has ${quote(text)}, which is neither a parameter nor text`,
}

const ROUTE: FaultWords<RouteFaults> = {
  ...PATH,
  ...TEMPLATE,
  form: 'must have the form `METHOD /path`',
  'no-method': 'has no method',
  'lower-case-method': 'has a method that is not upper case',
  'bad-origin': 'has an invalid host or port, or a password that is not percent-encoded',
  'escape-in-template': 'escapes a character that needs no escape: write the character itself',
}

const DOCUMENT_PATH: FaultWords<DocumentPathFaults> = {
  ...ROUTE,
  query: 'has a query',
  fragment: 'has a fragment',
  'too-long': ({ limit }) => `is longer than ${limit} characters`,
  'own-pattern': ({ parameter }) => `has a parameter with its own pattern: ${quote(parameter)}`,
}

/** What is wrong with a path, a template or a route: the faults of document paths include all others. */
export const routeFault = (fault: DocumentPathFault): string => faultText(DOCUMENT_PATH, fault)
