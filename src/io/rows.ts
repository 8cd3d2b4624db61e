const WIDTH = 5

/** A list of rows of five integers, without objects for the garbage collector to visit. */
export class Rows {
  length = 0
  #all = new Int32Array(64 * WIDTH)

  /** @param column 0 to 4 */
  at(row: number, column: number): number {
    return row < this.length ? (this.#all[row * WIDTH + column] ?? -1) : -1
  }

  add(first: number, second: number, third: number, fourth: number, fifth: number): void {
    this.#grow(this.length + 1)
    const at = this.length++ * WIDTH
    const all = this.#all
    all[at] = first
    all[at + 1] = second
    all[at + 2] = third
    all[at + 3] = fourth
    all[at + 4] = fifth
  }

  /** Moves rows over from another list, starting from one of its rows. */
  take(other: Rows, from: number): void {
    const moved = other.#all.subarray(from * WIDTH, other.length * WIDTH)
    this.#grow(this.length + other.length - from)
    this.#all.set(moved, this.length * WIDTH)
    this.length += other.length - from
    other.length = from
  }

  #grow(length: number): void {
    if (length * WIDTH <= this.#all.length) return
    const larger = new Int32Array(Math.max(length * WIDTH, this.#all.length * 2))
    larger.set(this.#all)
    this.#all = larger
  }
}
