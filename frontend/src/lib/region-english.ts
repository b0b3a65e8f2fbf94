// English names of regions, by code of GB/T 2260: the provinces, and the counties that Kebang was first made for. A
// region without a known name is shown in Chinese. A syllable has several readings, and a guess would name another
// place.
const names: Readonly<Record<string, string>> = {
  100000: 'China', 110000: 'Beijing', 120000: 'Tianjin', 130000: 'Hebei', 140000: 'Shanxi', 150000: 'Inner Mongolia', 210000: 'Liaoning', 220000: 'Jilin',
  230000: 'Heilongjiang', 310000: 'Shanghai', 320000: 'Jiangsu', 330000: 'Zhejiang', 340000: 'Anhui', 350000: 'Fujian', 360000: 'Jiangxi', 370000: 'Shandong',
  410000: 'Henan', 420000: 'Hubei', 430000: 'Hunan', 440000: 'Guangdong', 450000: 'Guangxi', 460000: 'Hainan', 500000: 'Chongqing', 510000: 'Sichuan',
  520000: 'Guizhou', 530000: 'Yunnan', 540000: 'Tibet', 610000: 'Shaanxi', 620000: 'Gansu', 630000: 'Qinghai', 640000: 'Ningxia', 650000: 'Xinjiang',
  710000: 'Taiwan', 810000: 'Hong Kong', 820000: 'Macao',
  130900: 'Cangzhou', 140100: 'Taiyuan', 140105: 'Xiaodian', 140400: 'Changzhi', 140403: 'Luzhou', 140423: 'Xiangyuan', 140429: 'Wuxiang', 140700: 'Jinzhong',
  140702: 'Yuci', 150100: 'Hohhot', 150123: 'Horinger', 330200: 'Ningbo', 330226: 'Ninghai', 433100: 'Xiangxi', 433125: 'Baojing', 440100: 'Guangzhou',
  440106: 'Tianhe', 450100: 'Nanning', 450107: 'Xixiangtang', 460100: 'Haikou', 460106: 'Longhua', 530100: 'Kunming', 530102: 'Wuhua', 530114: 'Chenggong',
  530500: 'Baoshan', 530502: 'Longyang', 530900: 'Lincang', 530902: 'Linxiang', 530923: 'Yongde', 530924: 'Zhenkang', 530926: 'Gengma', 532900: 'Dali',
  532901: 'Dali City', 610100: 'Xi’an', 610113: 'Yanta',
}

/** The English name of one place; undefined when it is not known. */
export const regionEnglish = (code: string): string | undefined => names[code]

/** "Zhenkang, Lincang, Yunnan"; undefined when one of the names is not known. */
export function regionInEnglish(code: string | undefined): string | undefined {
  if (!code || code.length < 2) return undefined
  const full = code.padEnd(6, '0')
  const path = [full, `${full.slice(0, 4)}00`, `${full.slice(0, 2)}0000`].filter((c, i, all) => all.indexOf(c) === i)
  const found = path.map((c) => names[c])
  return found.every(Boolean) ? found.join(', ') : undefined
}
