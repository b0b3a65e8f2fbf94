import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { messages, useT } from '@/lib/i18n/language'
import { Empty } from '@/ui/state-view'
import { cleared, type Filters, type Group } from './facets'
import { useActive } from './filter-words'
import type { Kind } from '@/lib/api/listings'

const texts = messages({
  set: ['已选条件', 'Filters set'],
  value: ['{name}：{value}', '{name}: {value}'],
  remove: ['去掉条件 {name}：{value}', 'Take back {name}: {value}'],
  clear: ['清除全部', 'Clear all'],
  noneTitle: ['没有符合全部条件的内容', 'Nothing fits all filters'],
  loosen: ['放宽其中一项就有结果：', 'Taking one back gives results:'],
  gives: ['去掉“{name}：{value}”，有 {n} 条', 'Without “{name}: {value}”: {n}'],
  several: ['去掉任何一项都还没有结果，请清除全部条件，或换一个更短的词。', 'Taking one back is not enough: clear all, or try a shorter word.'],
})

interface Props {
  kind: Kind
  filters: Filters
  onChange: (c: Partial<Filters>) => void
}

/** What is set, each with a button that takes it back, and one that clears all. */
export function ActiveFilters({ kind, filters, onChange }: Props) {
  const t = useT(texts)
  const active = useActive(kind, filters)
  if (active.length === 0) return null
  return (
    <div className="active-filters" role="group" aria-label={t('set')}>
      {active.map((a) => (
        <button type="button" key={a.group} className="chip" aria-label={t('remove', a)} onClick={() => onChange(cleared(a.group))}>
          {t('value', a)} <CloseOutlined aria-hidden />
        </button>
      ))}
      <Button type="link" size="small" onClick={() => onChange(cleared(...active.map((a) => a.group)))} data-testid="clear-filters">
        {t('clear')}
      </Button>
    </div>
  )
}

/** An empty result says which filter to take back, and how much that would give. */
export function NothingFits({ kind, filters, onChange, without }: Props & { without: Partial<Record<Group, number>> }) {
  const t = useT(texts)
  const active = useActive(kind, filters)
  const ways = active.map((a) => ({ ...a, n: without[a.group] ?? 0 })).filter((a) => a.n > 0).sort((a, b) => b.n - a.n)
  return (
    <Empty
      title={t('noneTitle')}
      actions={
        <>
          {ways.map((a) => (
            <Button key={a.group} onClick={() => onChange(cleared(a.group))} data-testid={`loosen-${a.group}`}>
              {t('gives', a)}
            </Button>
          ))}
          <Button type={ways.length === 0 ? 'primary' : 'link'} onClick={() => onChange(cleared(...active.map((a) => a.group)))}>
            {t('clear')}
          </Button>
        </>
      }
    >
      {t(ways.length > 0 ? 'loosen' : 'several')}
    </Empty>
  )
}
