/** One line, overwritten by the next. */
export const progressLine = (done: number, total: number): string =>
  `${done} of ${total}  ${Math.floor((100 * done) / Math.max(1, total))} %`
