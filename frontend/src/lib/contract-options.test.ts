import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { deductionKinds, findingWays, payMethods, refusalGrounds } from './contract-words'
import { attachmentKinds, contractIp, goals, natures, planSources, royaltyBases, royaltyCourses, scales, techAreas } from './contract-options'

// The lists of the server in Go: pages and server must use the same codes and Chinese words.
const go = ['contract/lists', 'contract/amount', 'registry/rules', 'registry/findings'].map((f) => readFileSync(join(__dirname, `../../../internal/${f}.go`), 'utf8')).join('\n')
const constants = Object.fromEntries([...go.matchAll(/^\s*(\w+) +(?:\w+ +)?= "(\w+)"/gm)].map((m) => [m[1], m[2]]))

/** The entries of `var Name = vocab.List{{Code: "code", Zh: "名称", En: "name"}, …}`. */
function listed(name: string): Record<string, string> {
  const body = new RegExp(`\\n(?:var )?\\s*${name} += vocab\\.List\\{([\\s\\S]*?)\\n?\\s*\\}\\n`).exec(go)?.[1] ?? ''
  return Object.fromEntries(
    [...body.matchAll(/\{Code: (?:string\()?"?(\w+)"?\)?, Zh: "([^"]+)"/g)].map(([, code = '', zh = '']) => [constants[code] ?? code, zh]),
  )
}

describe('lists of the contract form', () => {
  it.each([
    ['DeductionKinds', deductionKinds],
    ['RoyaltyBases', royaltyBases],
    ['RoyaltyCourses', royaltyCourses],
    ['Scales', scales],
    ['AttachmentKinds', attachmentKinds],
    ['TechAreas', techAreas],
    ['Goals', goals],
    ['PlanSources', planSources],
    ['IPKinds', contractIp],
    ['Natures', natures],
    ['Payments', payMethods],
    ['FindingWays', findingWays],
    ['Grounds', refusalGrounds],
  ])('%s are the server’s', (name, words) => {
    const pages = Object.fromEntries(Object.entries(words).map(([code, [zh]]) => [code, zh]))
    expect(pages).toEqual(listed(name))
  })
})
