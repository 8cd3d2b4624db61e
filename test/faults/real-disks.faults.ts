import { onEachDisk } from '../support/real-disks.js'
import { WRITERS } from '../support/writers.js'

onEachDisk(Object.entries(WRITERS))
