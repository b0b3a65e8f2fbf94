import { describe, expect, it } from 'vitest'
import { completeness, fieldOf, toContent } from './form-values'
import type { Content } from '@/lib/api/listings'

describe('toContent', () => {
  it('drops empty lines and keeps what the form does not show', () => {
    const base = { title: '旧', text: '旧', regionWords: '云南 镇康', contact: {} } as Content
    const got = toContent(
      {
        title: ' 甘蔗除杂 ',
        text: '正文',
        keywords: [],
        budgetFen: null,
        deadline: '',
        requirements: [
          { must: true, metric: '夹杂物', op: '<=', value: '5', unit: '%', high: '9' },
          { must: false, metric: '', op: '>=' },
          { must: false, metric: '外观', op: '>=', value: '', text: '无结块' },
        ],
        contact: { name: '', phone: '1380000' },
        levels: { present: 'protected' },
      },
      base,
    )
    expect(got).toEqual({
      title: '甘蔗除杂',
      text: '正文',
      regionWords: '云南 镇康',
      requirements: [
        { must: true, metric: '夹杂物', op: '<=', value: '5', unit: '%' },
        { must: false, metric: '外观', text: '无结块' },
      ],
      contact: { phone: '1380000' },
      levels: { present: 'protected' },
    })
  })
})

describe('fieldOf', () => {
  it.each([
    [['title'], ['title']],
    [['content', 'requirements', 2, 'value'], ['requirements', 2, 'value']],
    [['body', 'content', 'contact', 'phone'], ['contact', 'phone']],
    [['keywords', 3], ['keywords']],
    [['requirements'], null],
    [[], null],
  ])('%j', (path, want) => expect(fieldOf(path as (string | number)[])).toEqual(want))
})

describe('completeness', () => {
  it('counts what helps a match', () => {
    const c = { title: 't', text: '短', industry: '0103', modes: ['develop'] } as Content
    expect(completeness('demand', c).missing).toEqual(['text', 'present', 'requirements', 'budget', 'deadline'])
  })
})
