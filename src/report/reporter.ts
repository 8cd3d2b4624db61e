/** What to print: all at once, or part by part where the whole would be very long. */
export type Printed = string | Iterable<string>
