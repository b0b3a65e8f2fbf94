import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { saveBytes, useDownload } from '@/lib/download'
import { messages, useT } from '@/lib/i18n/language'
import { Panel } from '@/ui/page'
import { SchemeView } from '@/ui/scheme-view'
import { Loaded } from '@/ui/state-view'
import { materialQuery, type Desk, type Door } from './api'

const texts = messages({
  read: ['阅读申报材料', 'Read the material'],
  close: ['收起申报材料', 'Close the material'],
  logged: ['查阅会记入日志；材料仅供本次评审使用。', 'Reading is logged; the material is for this review only.'],
  none: ['没有附件。', 'No files.'],
})

type Team = Desk['teams'][number]

/** The scheme and the files of one bid, read when the expert asks for them. */
export function Material({ team, door }: { team: Team; door: Door }) {
  const t = useT(texts)
  const download = useDownload()
  const [open, setOpen] = useState(false)
  const query = useQuery({ ...materialQuery(door, team.bid), enabled: open })
  const save = async (f: { id: string; name: string }) => {
    const got = door.file(team.bid, f.id)
    if ('path' in got) await download(got)
    else saveBytes(await got, f.name)
  }
  return (
    <div className="gap-below">
      <Button aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? 'close' : 'read')}
      </Button>
      {open && (
        <div className="gap-above">
          <p className="muted">{t('logged')}</p>
          <Loaded query={query} rows={6}>
            {(m) => (
              <>
                <SchemeView scheme={m.scheme} indicators={m.indicators} files={m.files} open={save} />
                {m.files.length === 0 && <p className="muted">{t('none')}</p>}
              </>
            )}
          </Loaded>
        </div>
      )}
    </div>
  )
}

export function MaterialPanel({ team, door }: { team: Team; door: Door }) {
  return (
    <Panel title={`${team.serial} ${team.name}`}>
      <Material team={team} door={door} />
    </Panel>
  )
}
