import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { placeReview, usualReview } from './review-terms'

it('the usual review is that of the server', () => {
  const go = readFileSync(join(__dirname, '../../../../internal/challenge/reviewterms.go'), 'utf8')
  const body = /func usualReview\(\)[\s\S]*?\n}/.exec(go)?.[0] ?? ''
  const criteria = [...body.matchAll(/Name: "([^"]+)", Text: "([^"]+)", Weight: (\d+), Most: Points/g)].map(([, name, text, weight]) => ({ name, text, weight: Number(weight), most: 10000 }))
  expect(usualReview.criteria).toEqual(criteria)
  expect(body).toContain(`Form: "${usualReview.form}"`)
  expect(body).toContain('Seats: LeastSeats')
  expect(go).toMatch(new RegExp(`LeastSeats += ${usualReview.seats}\\b`))
  expect(body).toContain(`PassMark: ${(usualReview.passMark ?? 0) / 100}_00`)
  expect(usualReview.criteria?.reduce((n, c) => n + (c.weight ?? 0), 0)).toBe(100)
})

it('a refused criterion is told at its name', () => {
  expect(placeReview(['review', 'criteria', 2])).toEqual(['review', 'criteria', 2, 'name'])
  expect(placeReview(['review', 'criteria'])).toBeNull()
  expect(placeReview(['review', 'seats'])).toEqual(['review', 'seats'])
  expect(placeReview(['title'])).toEqual(['title'])
})
