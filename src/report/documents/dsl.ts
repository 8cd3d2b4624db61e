import * as v from 'valibot'
import type { Streamed } from '../streamed.js'

// Short forms for the schemas of JSON documents. The reporters import only types from this folder, so none of it is loaded
// at run time: `npm run docs` makes schema/output from it.

export const text = (about: string) => v.pipe(v.string(), v.description(about))
export const textOrNull = (about: string) => v.pipe(v.nullable(v.string()), v.description(about))
export const flag = (about: string) => v.pipe(v.boolean(), v.description(about))
export const list = (about: string) => v.pipe(v.array(v.string()), v.description(about))
export const count = (about: string) =>
  v.pipe(v.number(), v.integer(), v.minValue(0), v.description(about))
export const countOrNull = (about: string) =>
  v.pipe(v.nullable(v.pipe(v.number(), v.integer())), v.description(about))
/** A closed set: a new value needs a new version. Sets that may grow, like problem codes, are `text`. */
export const oneOf = <const T extends readonly string[]>(about: string, values: T) =>
  v.pipe(v.picklist(values), v.description(about))
/** Whatever a token, an OpenAPI document or a catalog contains. */
export const members = (about: string) =>
  v.pipe(v.record(v.string(), v.unknown()), v.description(about))

/** The value as a reporter may return it: read only, and any list may be Streamed. */
export type Json<T> = T extends readonly (infer I)[]
  ? readonly Json<I>[] | Streamed<Json<I>>
  : T extends object
    ? { readonly [K in keyof T]: Json<T[K]> }
    : T

/** The type of a schema here, for the function that makes such a value. */
export type JsonOf<S extends v.GenericSchema> = Json<v.InferOutput<S>>
