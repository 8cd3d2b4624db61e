// Replaces node:child_process for commander: see build.js.
export {}
