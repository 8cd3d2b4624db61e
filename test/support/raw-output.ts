/** What a terminal would interpret, or show in another place; tabs and line feeds are the only exceptions. */
export const RAW = /(?![\t\n])[\p{Cc}\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u
/** A line of a stack: what is printed is meant for people. */
export const STACK = /^\s+at .+:\d+:\d+\)?$|node:internal/m
