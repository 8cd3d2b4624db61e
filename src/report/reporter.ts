/** What to print: a whole text, or parts if it would be very long. */
export type Printed = string | Iterable<string>
