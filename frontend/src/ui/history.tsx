import { useQuery } from '@tanstack/react-query'
import { Timeline } from 'antd'
import { history, type Kept } from '@/lib/api/history'
import { timeOf } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word, type Source } from '@/lib/vocabulary'
import { Loaded } from './state-view'
import { palette } from './theme'

const texts = messages({
  system: ['系统', 'System'],
  none: ['还没有记录。', 'Nothing recorded yet.'],
  reason: ['理由：{text}', 'Reason: {text}'],
})

/** Names states and steps of a record kind; without a name the code is shown. */
export interface Names {
  states?: Source
  steps?: Source
  /** Steps whose remark says what was done, not why: the role that was given. */
  plain?: readonly string[]
}

/** Who did what, when, in which role and why, newest first. */
export function History({ of, id = '', names }: { of: Kept; id?: string; names?: Names }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const query = useQuery(history(of, id))
  const state = (s: string) => say(word(names?.states ?? {}, s))
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="muted">{t('none')}</p>
        ) : (
          <Timeline
            items={[...items].reverse().map((e) => ({
              key: `${e.at}-${e.step}-${e.to}`,
              color: palette.teal,
              content: (
                <div>
                  <div>
                    <b>{say(word(names?.steps ?? {}, e.step))}</b>
                    {e.to && e.to !== e.from && <span className="muted">{`\u3000${e.from ? `${state(e.from)} → ` : ''}${state(e.to)}`}</span>}
                  </div>
                  <div className="muted">
                    {[e.role === 'system' && e.personName === '系统' ? '' : e.personName, e.role === 'system' ? t('system') : say(word('roles', e.role)), e.orgName].filter(Boolean).join(' · ')}
                    <span className="nowrap">{`\u3000`}{timeOf(e.at, lang)}</span>
                  </div>
                  {e.reason && <div>{names?.plain?.includes(e.step) ? e.reason : t('reason', { text: e.reason })}</div>}
                </div>
              ),
            }))}
          />
        )
      }
    </Loaded>
  )
}
