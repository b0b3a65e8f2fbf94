import { comma, messages, useSay, useT } from '@/lib/i18n/language'
import { useIndustryName } from '@/lib/reference'
import { word } from '@/lib/vocabulary'
import { Facts } from '@/ui/facts'
import { Panel } from '@/ui/page'
import type { PoolExpert } from './api'

const texts = messages({
  facts: ['专家信息', 'The expert'],
  title: ['职称、职务', 'Title'],
  fields: ['专业领域', 'Fields'],
  units: ['单位', 'Units'],
  until: ['至 {day}', 'until {day}'],
  phone: ['电话', 'Telephone'],
  source: ['来源', 'Source'],
  checked: ['身份核实', 'Identity confirmed'],
  ties: ['与单位的关系', 'Relations to units'],
})

/** What the pool knows about an expert, for who only reads. */
export function ExpertFacts({ expert: e }: { expert: PoolExpert }) {
  const t = useT(texts)
  const say = useSay()
  const industry = useIndustryName()
  return (
    <Panel title={t('facts')}>
      <Facts
        rows={[
          [t('title'), e.title],
          [t('fields'), e.fields.map((f) => industry(f)).join(say(comma))],
          [t('units'), e.posts.map((p) => [p.name, p.uscc, p.until && t('until', { day: p.until })].filter(Boolean).join(' ')).join('；')],
          [t('phone'), e.phone],
          [t('source'), [say(word('expertSources', e.source)), e.document].filter(Boolean).join(' ')],
          [t('checked'), e.checked && [e.checked, e.checkedBy].filter(Boolean).join(' ')],
          [t('ties'), e.ties.map((x) => [x.with?.name, say(word('expertRelations', x.kind)), say(word('bidVerdicts', x.verdict)), x.source, x.on].filter(Boolean).join(' ')).join('；')],
        ]}
      />
    </Panel>
  )
}
