import type { Contract } from '@/lib/api/contracts'
import { money } from '@/lib/format'
import { comma, messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { Facts } from '@/ui/facts'
import { Panel } from '@/ui/page'

const texts = messages({
  terms: ['条款', 'Terms'],
  subject: ['标的的内容、范围和要求', 'Subject'],
  targets: ['技术指标和参数', 'Technical targets'],
  acceptance: ['验收标准和方法', 'Acceptance'],
  secrecy: ['保密', 'Secrecy'],
  other: ['其他约定', 'Other terms'],
  empty: ['还没有填写条款。', 'No terms filled in yet.'],
  tech: ['技术与知识产权', 'Technology and IP'],
  techArea: ['技术领域', 'Field'],
  goal: ['社会经济目标', 'Goal'],
  plan: ['计划来源', 'Plan source'],
  planName: ['计划项目', 'Plan project'],
  ip: ['知识产权', 'IP'],
  ipNumbers: ['专利号等', 'Numbers'],
  ipOwner: ['成果归属', 'Ownership'],
  invest: ['预计新增投入', 'New investment'],
  output: ['预计新增产值', 'New output'],
})

/** What the two sides agreed to, in words. */
export function Terms({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  const parts = ([['subject', c.subject], ['targets', c.targets], ['acceptance', c.acceptance], ['secrecy', c.secrecy], ['other', c.terms]] as const).filter(([, v]) => v)
  return (
    <>
      {parts.length === 0 && <p className="muted">{t('empty')}</p>}
      {parts.map(([k, v]) => (
        <section key={k}>
          <h3 className="sub-title">{t(k)}</h3>
          <p className="prewrap">{v}</p>
        </section>
      ))}
    </>
  )
}

/** Field, goal, plan and rights of a contract. */
export function TechFacts({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  return (
    <Facts
      rows={[
        [t('techArea'), c.techArea && say(word('techAreas', c.techArea))],
        [t('goal'), c.goal && say(word('socioGoals', c.goal))],
        [t('plan'), c.planSource && say(word('planSources', c.planSource))],
        [t('planName'), c.planName],
        [t('ip'), (c.ip ?? []).map((k) => say(word('contractIPKinds', k))).join(say(comma))],
        [t('ipNumbers'), c.ipNumbers],
        [t('ipOwner'), c.ipOwner && <span className="prewrap">{c.ipOwner}</span>],
        [t('invest'), c.newInvestFen != null && money(c.newInvestFen, lang)],
        [t('output'), c.newOutputFen != null && money(c.newOutputFen, lang)],
      ]}
    />
  )
}

export function TermsPanel({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  return (
    <>
      <Panel title={t('terms')}>
        <Terms contract={c} />
      </Panel>
      <Panel title={t('tech')}>
        <TechFacts contract={c} />
      </Panel>
    </>
  )
}
