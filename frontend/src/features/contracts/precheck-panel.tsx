import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { can, precheckQuery, type Contract, type Lack } from '@/lib/api/contracts'
import { messages, useT } from '@/lib/i18n/language'
import { EvidenceList } from '@/ui/evidence'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { Loaded } from '@/ui/state-view'
import { ToneTag } from '@/ui/state-tag'
import { fieldLink } from './field-link'

const texts = messages({
  title: ['登记前自查', 'Pre-check'],
  hint: ['登记员会逐条核对。程序只提示，不作决定；“待核对”的请自己读一遍合同。', 'The registrar looks at each line. The program only warns; read the contract yourself where it says “to check”.'],
  ok: ['符合', 'Fine'],
  bad: ['有问题', 'Problem'],
  ask: ['待核对', 'To check'],
  not: ['不应属于：', 'Must not hold: '],
  head: ['不成立时属于：{head}', 'If not: {head}'],
  rules: ['适用规则：{name}', 'Rules: {name}'],
  go: ['去修改', 'Go to the field'],
  lacks: ['登记还缺 {n} 项，提交认定登记会被拒绝：', '{n} things are missing; filing would be refused:'],
  ready: ['登记必填的内容已齐，可以提交认定登记。', 'Everything registration asks for is there; it can be filed.'],
  signFirst: ['请在双方签订前补齐。', 'Complete it before both sides sign.'],
  summary: ['{bad} 条有问题，{ask} 条待核对，{ok} 条符合', '{bad} problems, {ask} to check, {ok} fine'],
})

/** What filing would refuse, each with the way to its field. */
function Lacks({ contract: c, lacks }: { contract: Contract; lacks: Lack[] }) {
  const t = useT(texts)
  const mayEdit = can(c, 'edit')
  if (!['draft', 'confirming', 'confirmed', 'returned'].includes(c.state)) return null
  // A draft has no text yet because it comes next; that is no field to fill in.
  const fields = c.state === 'draft' ? lacks.filter((l) => l.pointer !== '/text') : lacks
  if (fields.length === 0) return <Notice type="success" lines={[t('ready')]} />
  return (
    <div data-testid="lacks" className="lacks">
      <b>{t('lacks', { n: fields.length })}</b>
      <ul>
        {fields.map((l) => (
          <li key={l.pointer + l.detail}>
            {l.detail} {mayEdit && l.pointer !== '/text' && <Link to={fieldLink(c.id, l.pointer)}>{t('go')}</Link>}
          </li>
        ))}
      </ul>
      {(c.state === 'draft' || c.state === 'confirming') && <p className="muted">{t('signFirst')}</p>}
    </div>
  )
}

/** What a registrar will look at, before one files. */
export function PrecheckPanel({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  const mayEdit = can(c, 'edit')
  const query = useQuery(precheckQuery(c))
  return (
    <Panel title={t('title')}>
      <p className="muted">{t('hint')}</p>
      <Loaded query={query} rows={4}>
        {({ items: points, lacks, rulesName }) => {
          const items = points ?? []
          const n = (v: string) => items.filter((x) => x.verdict === v).length
          const order = ['bad', 'ask', 'ok']
          return (
            <>
              <Lacks contract={c} lacks={lacks ?? []} />
              <p>
                <b>{t('summary', { bad: n('bad'), ask: n('ask'), ok: n('ok') })}</b>
              </p>
              <ul className="checks">
                {[...items]
                  .sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
                  .map((x) => (
                    <li key={x.code}>
                      <span>
                        <ToneTag tone={x.verdict === 'ok' ? 'good' : x.verdict === 'bad' ? 'bad' : 'wait'}>{t(x.verdict === 'ok' ? 'ok' : x.verdict === 'bad' ? 'bad' : 'ask')}</ToneTag>
                      </span>
                      <div>
                        {x.not && <b>{t('not')}</b>}
                        {x.text}
                        {x.hint && <div className="muted">{x.hint}</div>}
                        {x.verdict !== 'ok' && x.headText && <div className="muted">{t('head', { head: x.headText })}</div>}
                        <EvidenceList items={x.evidence} />
                        {x.verdict === 'bad' && x.pointer && mayEdit && x.pointer !== '/text' && <Link to={fieldLink(c.id, x.pointer)}>{t('go')}</Link>}
                      </div>
                    </li>
                  ))}
              </ul>
              <p className="muted">{t('rules', { name: rulesName })}</p>
            </>
          )
        }}
      </Loaded>
    </Panel>
  )
}
