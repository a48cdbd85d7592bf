import { parseArgs } from 'node:util'
import { simulate } from './world.ts'

const { values } = parseArgs({ options: { seeds: { type: 'string' }, seed: { type: 'string' }, kiosks: { type: 'string' }, days: { type: 'string' }, lines: { type: 'boolean' }, calm: { type: 'boolean' }, escrow: { type: 'string' } } })
const t = performance.now()
const out = await simulate({ seed: Number(values.seed ?? 1), kiosks: Number(values.kiosks ?? 8), days: Number(values.days ?? 30), keepLines: values.lines ?? false, faults: !values.calm, escrowPercent: Number(values.escrow ?? 0) })
const { lines, ...rest } = out
if (values.lines) console.log(lines.join('\n'))
console.log(JSON.stringify(rest, null, 1), ((performance.now() - t) / 1000).toFixed(2), 's', process.cpuUsage().user / 1e6)
