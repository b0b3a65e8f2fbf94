// Every code that a page can show has a name in both languages: states and steps of all flows, roles, kinds of
// organisations, reasons of a no, parts of a score. The list of codes is the server's own (api/vocabulary_test.go).
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { accountSteps, marketStates, orgKinds, orgStates, orgSteps } from '@/features/admin/words'
import { claimStates, claimSteps } from '@/features/claims/words'
import { dealSteps, dealStates } from '@/features/deals/words'
import { matchStates, matchSteps } from '@/features/matches/words'
import { targetSteps } from '@/features/targets/words'
import { contractStates, contractSteps, creditSteps } from '@/lib/contract-words'
import type { Text } from '@/lib/i18n/language'
import { dealCategories, listingStates, listingSteps, matchParts, roles } from '@/lib/vocabulary'

const root = join(__dirname, '../../..')
const words: Record<string, Readonly<Record<string, Text>>> = {
  'listing-state': listingStates,
  'listing-step': listingSteps,
  'deal-state': dealStates,
  'deal-step': dealSteps,
  'contract-state': contractStates,
  'contract-step': contractSteps,
  'registration-state': contractStates,
  'registration-step': contractSteps,
  'claim-state': claimStates,
  'claim-step': claimSteps,
  'match-state': matchStates,
  'match-step': matchSteps,
  'organization-state': orgStates,
  'market-state': marketStates,
  'organization-kind': orgKinds,
  role: roles,
  'deal-category': dealCategories,
  'score-part': matchParts,
}
const codes = readFileSync(join(root, 'api/testdata/vocabulary.golden'), 'utf8')
  .trim()
  .split('\n')
  .map((l) => l.split('\t') as [string, string, string])

const han = /\p{Script=Han}/u

describe('codes of the server', () => {
  it('are all of a known kind', () => {
    expect([...new Set(codes.map(([kind]) => kind))].filter((k) => !words[k])).toEqual([])
    expect(codes.length).toBeGreaterThan(90)
  })
  it.each(codes)('%s %s has a name in both languages', (kind, code, name) => {
    const text = words[kind]?.[code]
    expect(text, `${kind} ${code}: add it to the words of the pages`).toBeDefined()
    expect(text?.[0]).toMatch(han)
    expect(text?.[0]).not.toMatch(/[a-z]{3}/)
    expect(text?.[1]).not.toMatch(han)
    if (kind === 'role' || kind === 'score-part' || kind.endsWith('-state')) expect(name === '' ? text?.[0] : name).toBe(text?.[0])
  })
  it('and the steps that stand in histories outside of the flows have a name', () => {
    const go = (dir: string): string[] =>
      readdirSync(join(root, dir), { withFileTypes: true }).flatMap((e) =>
        e.isDirectory() ? go(join(dir, e.name)) : e.name.endsWith('.go') && !e.name.endsWith('_test.go') ? [readFileSync(join(root, dir, e.name), 'utf8')] : [],
      )
    const source = ['internal/party', 'internal/listing', 'internal/deal', 'internal/contract', 'internal/registry', 'internal/stats', 'matcher'].flatMap(go).join('\n')
    const written = [...source.matchAll(/party\.Change\{[^}]*?Step: "([a-z-]+)"|\bChange\{[^}]*?Step: "([a-z-]+)"|noteOrganization\(tx, a, &?\w+, "([a-z-]+)"/g)].map((m) => m[1] ?? m[2] ?? m[3] ?? '')
    const named = new Set([listingSteps, dealSteps, contractSteps, creditSteps, matchSteps, orgSteps, accountSteps, targetSteps, claimSteps].flatMap((w) => Object.keys(w)))
    expect(written.length).toBeGreaterThan(8)
    expect([...new Set(written)].filter((s) => !named.has(s))).toEqual([])
  })
})

describe('sentences of the server', () => {
  it('are never shown without their English side', () => {
    const pages = (dir: string): [string, string][] =>
      readdirSync(dir, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? pages(join(dir, e.name)) : e.name.endsWith('.tsx') ? [[e.name, readFileSync(join(dir, e.name), 'utf8')] as [string, string]] : []))
    // What these fields hold is made by the server (problems of rows, hints, heads of refusal, names of rule sets, failures).
    const raw = /(?:=> |[>\s]\{|\[|(?:why|head|name): )(?:\w+\.)+(?:msg|hint|headText|failure|rulesName)(?=\s*(?:\}|\]|,|\?\?))/g
    const shown = pages(join(root, 'frontend/src')).flatMap(([name, text]) => [...text.matchAll(raw)].map((m) => `${name}: ${m[0].trim()}`))
    expect(shown.filter((x) => !x.startsWith('job-'))).toEqual([]) // a failed job shows the words of a log
  })
})
