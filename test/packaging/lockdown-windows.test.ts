import { deepEqual, equal, ok } from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { Language, Parser } from 'web-tree-sitter'

const KIT = join(import.meta.dirname, '../../assets/lockdown')
const windows = (name: string) => join(KIT, 'windows', name)

describe('the lock-down kit for Windows', () => {
  const scripts = readdirSync(join(KIT, 'windows')).filter((name) => name.endsWith('.ps1'))
  type Policy = { why: string; path: string; name: string; type: string; value: number | string }
  const policies = JSON.parse(readFileSync(windows('policies.json'), 'utf8')) as {
    registry: Policy[]
    kioskUserRegistry: Policy[]
    keyboardFilter: { predefined: string[]; custom: string[] }
    exitCodes: Record<string, string>
  }

  test('gives for every policy a reason, a place, and a value of its type, each once', () => {
    const all = [...policies.registry, ...policies.kioskUserRegistry]
    for (const { why, path, name, type, value } of all) {
      ok(why.length > 5 && name.length > 0)
      equal(typeof value, type === 'DWord' ? 'number' : 'string', name)
      ok(!path.includes('/'), path)
    }
    equal(new Set(all.map(({ path, name }) => `${path}\\${name}`)).size, all.length)
    ok(policies.registry.every(({ path }) => path.startsWith('HKLM:\\')))
  })

  test('blocks the keys that leave a program, and starts the program again when it ends', () => {
    const keys = [...policies.keyboardFilter.predefined, ...policies.keyboardFilter.custom]
    for (const key of ['Ctrl+Alt+Del', 'Alt+F4', 'Alt+Tab', 'Win+L', 'Win+R', 'Ctrl+Shift+Esc', 'F12', 'Ctrl+P'])
      ok(keys.includes(key), key)
    deepEqual(policies.exitCodes, { '0': 'RestartShell', '10': 'RestartDevice', '20': 'DoNothing', '70': 'RestartShell' })
  })

  test('installs and audits from the one list', () => {
    for (const name of ['install-kiosk.ps1', 'audit-kiosk.ps1']) {
      const text = readFileSync(windows(name), 'utf8')
      for (const part of ['registry', 'kioskUserRegistry', 'keyboardFilter.predefined', 'keyboardFilter.custom', 'features'])
        ok(text.includes(`$policies.${part}`), `${name}: ${part}`)
    }
  })

  test('goes on looking for an update after the window in which Foyer may make way for one', () => {
    const text = readFileSync(windows('install-kiosk.ps1'), 'utf8')
    const minutes = (place: RegExp) => Number(place.exec(text)?.[1])
    const longer = minutes(/\$span \+= New-TimeSpan -Minutes (\d+)\n/)
    const every = minutes(/-RepetitionInterval \(New-TimeSpan -Minutes (\d+)\) -RepetitionDuration \$span\)/)
    ok(longer >= 2 * every, `every ${String(every)} minutes, until ${String(longer)} minutes after the window`)
  })

  test('has scripts in which the grammar of PowerShell finds no fault', async () => {
    await Parser.init()
    const grammar = createRequire(import.meta.url).resolve('tree-sitter-powershell/tree-sitter-powershell.wasm')
    const parser = new Parser().setLanguage(await Language.load(grammar))
    const isWhole = (text: string) => parser.parse(text)?.rootNode.hasError === false
    ok(!isWhole('if ($once -eq 1 { "no bracket" }'), 'a fault is seen')
    for (const name of scripts) ok(isWhole(readFileSync(windows(name), 'utf8')), name)
  })
})
