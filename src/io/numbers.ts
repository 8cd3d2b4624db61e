/** A list of whole numbers that no garbage collector looks into. */
export class Numbers {
  length = 0
  #all = new Int32Array(64)

  at(index: number): number {
    return index < this.length ? (this.#all[index] ?? -1) : -1
  }

  add(number: number): void {
    if (this.length === this.#all.length) this.#grow(this.length + 1)
    this.#all[this.length++] = number
  }

  /** Moves the end of another list over. */
  take(other: Numbers, from: number): void {
    const moved = other.#all.subarray(from, other.length)
    this.#grow(this.length + moved.length)
    this.#all.set(moved, this.length)
    this.length += moved.length
    other.length = from
  }

  #grow(length: number): void {
    if (length <= this.#all.length) return
    const larger = new Int32Array(Math.max(length, this.#all.length * 2))
    larger.set(this.#all)
    this.#all = larger
  }
}
