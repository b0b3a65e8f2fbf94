import { useQuery } from '@tanstack/react-query'
import { get } from '@/lib/api/client'
import type { Check, Contract } from '@/lib/contract'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { useServerText } from '@/lib/i18n/server'
import { checkText } from '@/lib/precheck'
import { Panel } from '@/ui/page'
import { Loaded } from '@/ui/state-view'
import { ToneTag } from '@/ui/state-tag'

const texts = messages({
  title: ['登记前自查', 'Pre-check'],
  hint: ['登记员会逐条核对。程序只提示，不作决定；“待核对”的请自己读一遍合同。', 'The registrar looks at each line. The program only warns; read the contract yourself where it says “to check”.'],
  ok: ['符合', 'Fine'],
  bad: ['有问题', 'Problem'],
  ask: ['待核对', 'To check'],
  not: ['不应属于：', 'Must not hold: '],
  summary: ['{bad} 条有问题，{ask} 条待核对，{ok} 条符合', '{bad} problems, {ask} to check, {ok} fine'],
})

/** What a registrar will look at, before one files. */
export function PrecheckPanel({ contract: c }: { contract: Contract }) {
  const t = useT(texts)
  const say = useSay()
  const server = useServerText()
  const query = useQuery({
    queryKey: ['precheck', c.id, c.rev],
    queryFn: ({ signal }) => get<{ items: Check[] }>(`/contracts/${c.id}/precheck`, undefined, signal),
  })
  return (
    <Panel title={t('title')}>
      <p className="muted">{t('hint')}</p>
      <Loaded query={query} rows={4}>
        {({ items }) => {
          const n = (v: string) => items.filter((x) => x.verdict === v).length
          const order = ['bad', 'ask', 'ok']
          return (
            <>
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
                        {say(checkText(x))}
                        {x.hint && <div className="muted">{server(x.hint)}</div>}
                      </div>
                    </li>
                  ))}
              </ul>
            </>
          )
        }}
      </Loaded>
    </Panel>
  )
}
