import type { WhyUnwritten } from '../../core/openapi/merge-security.js'
import type { MergeProblems } from '../../core/problems/merge.js'
import { operations, some, verb } from './openapi.js'
import { plural, quote, type Words } from './words.js'

export const mergeWords: Words<MergeProblems> = {
  'export-full-paths': ({ prefix }) => ({
    says: `not every path is below ${quote(`openapi: { base_path: ${prefix} }`)}, so paths are written in full`,
    hint: 'to read the document again: --base-path /',
  }),
  'export-unknown': ({ routes }) => ({
    says: `${operations(routes)} of the document ${verb(routes, 'is', 'are')} not in the catalog; left unchanged: ${some(routes)}`,
    warns: true,
  }),
  'export-missing': ({ routes }) => ({
    says: `${plural(routes.length, 'route')} of the catalog ${verb(routes, 'is', 'are')} not in the document: ${some(routes)}`,
  }),
  'export-unwritten': ({ routes }) => ({
    says: `the security of ${operations(routes)} ${verb(routes, 'differs', 'differ')} but could not be written: ${some(routes)}`,
    warns: true,
  }),
  'export-comments-lost': () => ({
    says: 'the document contains characters that are unsafe on a terminal: comments were dropped',
    hint: 'to keep the comments, write to a file: -o FILE',
    warns: true,
  }),
  'export-shared': ({ routes }) => ({
    says: `the document shares parts, so the security of ${some(routes)} cannot be changed alone`,
    hint: 'nothing was written; replace shared YAML aliases, merge keys or references with their contents',
  }),
  'export-layout': ({ file, routes }) => ({
    says: `could not write the security of ${some(routes)} in the layout of ${quote(file)}`,
    hint: 'nothing was written; change these operations by hand, or reformat the document first',
  }),
  'export-unplaced': ({ what }) => ({
    says: `${quote(what)} cannot be declared: the schemes are behind a \`$ref\`, an alias or a merge key`,
    hint: 'nothing was written; declare it by hand first',
  }),
  'export-undeclared': ({ scheme, scopes }) => ({
    says: `${quote(scheme)} is defined in another file, so ${plural(scopes.length, 'scope')} ${verb(scopes, 'was', 'were')} not declared there: ${some(scopes)}`,
    hint: `declare ${verb(scopes, 'it', 'them')} by hand`,
    warns: true,
  }),
  'export-has-scheme': ({ scheme }) => ({
    says: `the document already has the scheme ${quote(scheme)}`,
    hint: 'to use a declared scheme: --scheme NAME',
  }),
}

/** Why the security of an operation was not written into a document. */
export const UNWRITTEN: Readonly<Record<WhyUnwritten, string>> = {
  reference: 'defined behind a $ref',
  shared: 'shares its definition with other operations (a $ref, or a YAML anchor)',
  twice: 'the document defines it twice',
  malformed: 'the operation is malformed',
  'any-of': 'needs several scopes; in this document, one of those in a list is enough (--any-of)',
  'no-scheme': "no scheme for the catalog's tokens: --add-scheme NAME declares one",
}
