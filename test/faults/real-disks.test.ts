import { onEachDisk } from '../support/real-disks.js'
import { WRITERS } from '../support/writers.js'

/** One for each way to write: the others are in real-disks.faults.ts. */
const QUICK = ['init', 'keys rotate', 'lock again', 'users passwd', 'import openapi, an update']
onEachDisk(Object.entries(WRITERS).filter(([name]) => QUICK.includes(name)))
