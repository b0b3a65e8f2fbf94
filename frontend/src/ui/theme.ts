// Colours and sizes: deep teal ink on warm paper with a rust accent, like the notice board (榜) of a county hall. Every
// pair of text and ground has a contrast of at least 4.5.
import type { ThemeConfig } from 'antd'

export const palette = {
  ink: '#12302f',
  teal: '#0f5f5c',
  tealSoft: '#e3efed',
  rust: '#a8481a',
  rustSoft: '#f8e9df',
  orange: '#c8692f',
  gold: '#b07a1f',
  paper: '#f7f5f0',
  line: '#e2ddd1',
  muted: '#56645f',
  good: '#24713a',
  bad: '#a62b22',
  unknown: '#6a6f73',
  /** Series of charts, distinguishable also without colour vision by their lightness. */
  series: ['#0f5f5c', '#c8692f', '#7aa59a', '#e0a84d', '#4d6b8a', '#9c4f4f', '#8a8f4d', '#5f5577', '#2f8f9d', '#b98b6b', '#6b7a3a'],
} as const

export const serif = '"Source Han Serif SC", "Noto Serif CJK SC", "Noto Serif SC", "Songti SC", STSong, "PingFang SC", "Microsoft YaHei", serif'
export const sans = '-apple-system, BlinkMacSystemFont, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Helvetica Neue", Arial, sans-serif'

export function theme(elder: boolean): ThemeConfig {
  return {
    token: {
      colorPrimary: palette.teal,
      colorInfo: palette.teal,
      colorLink: palette.teal,
      colorSuccess: palette.good,
      colorWarning: '#9a5b00',
      colorError: palette.bad,
      colorPrimaryBg: '#e3efed',
      colorPrimaryBgHover: '#d5e7e3',
      colorPrimaryBorder: '#9cc4be',
      controlItemBgActive: '#e3efed',
      controlItemBgActiveHover: '#d5e7e3',
      colorInfoBg: '#e8f2f0',
      colorInfoBorder: '#a9cbc6',
      colorSuccessBg: '#e6f4e9',
      colorSuccessBorder: '#a6d0b0',
      colorWarningBg: '#fdf3df',
      colorWarningBorder: '#e6c68a',
      colorErrorBg: '#fbeae8',
      colorErrorBorder: '#e3aaa4',
      colorText: palette.ink,
      colorTextSecondary: '#41534f',
      colorTextTertiary: palette.muted,
      colorTextDescription: palette.muted,
      colorTextPlaceholder: '#69756f',
      colorBgLayout: palette.paper,
      colorBorder: '#b9b7ab',
      colorBorderSecondary: palette.line,
      borderRadius: 6,
      fontFamily: sans,
      fontSize: elder ? 19 : 15,
      controlHeight: elder ? 48 : 36,
      controlHeightSM: elder ? 38 : 28,
      controlHeightLG: elder ? 56 : 44,
      wireframe: false,
      // Read once: a person who changes the setting of the system loads the page again.
      motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    },
    components: {
      Layout: { headerBg: '#ffffff', siderBg: '#ffffff', bodyBg: palette.paper, headerPadding: '0 16px' },
      Menu: {
        itemSelectedBg: palette.tealSoft,
        itemSelectedColor: palette.teal,
        itemBorderRadius: 6,
        groupTitleColor: palette.muted,
      },
      Table: { headerBg: '#f1eee6', headerColor: palette.ink, rowHoverBg: '#faf8f3', cellPaddingBlock: elder ? 16 : 11 },
      Card: { headerFontSize: elder ? 21 : 17 },
      Tag: { defaultBg: '#f1eee6', defaultColor: palette.ink },
      Button: { primaryShadow: 'none', defaultShadow: 'none', fontWeight: 500 },
      Tabs: { titleFontSize: elder ? 19 : 15 },
    },
  }
}
