import { getHeapStatistics } from 'node:v8'
import { fail } from '../core/errors.js'

/** 256 MB for a document with all of its files: five times the largest one that we know, and half of what a text can hold. */
export const DOCUMENT_BYTES = 256_000_000

/** The part of Node's memory that a document may take, without what the program takes; the rest is for what is made of it. */
const SHARE = 0.75
const PROGRAM = 40_000_000

/**
 * What may still be read of one document with all of its files: bytes, and memory by an upper estimate of what the values
 * take. Text that is small on disk can be large in memory; without the estimate, it would end the process.
 */
export class DocumentBudget {
  #bytes = DOCUMENT_BYTES
  #memory: number
  readonly #limit: number

  /** @param heap how many bytes Node may use. */
  constructor(heap = getHeapStatistics().heap_size_limit) {
    this.#limit = Math.floor((heap - PROGRAM) * SHARE)
    this.#memory = this.#limit
  }

  /** How many bytes the next file may have. */
  get bytes(): number {
    return this.#bytes
  }

  /** A text that was read: its bytes, and its characters in memory. */
  takeText(text: string): void {
    this.#bytes = Math.max(0, this.#bytes - Math.max(text.length, SMALLEST_FILE))
    this.#memory -= 2 * text.length
  }

  /** @throws ScopectlError `document-memory` */
  takeMemory(bytes: number, file: string, of: 'document' | 'users' = 'document'): void {
    this.#memory -= bytes
    if (this.#memory < 0) {
      fail('document-memory', { file, limit: Math.floor(this.#limit / 1e6), of })
    }
  }
}

/** What opening a file costs at least, so that many empty files count too. */
const SMALLEST_FILE = 1000
