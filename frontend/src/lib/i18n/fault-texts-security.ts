// English sides of the server's refusals that protect it and its users: limits, sign-in, files, backups. See server.ts.

export const securityFaults: readonly (readonly [string, string])[] = [
  ['您的上一个导出还在生成，请等它完成后再导出下一个。', 'Your last export is still being made; please wait for it before you start the next one.'],
  ['服务器暂时存不下导出的文件。请稍后重试；管理员请检查临时目录（TMPDIR）的空间和权限。', 'The server has no room for the exported file. Try again later; administrators: check space and rights of the temporary folder (TMPDIR).'],
  ['现在导出的人较多，请稍后再试。', 'Many people are exporting just now; please try again later.'],
  ['您今天上传的文件已达到上限（{1}个、共{2} MB），请明天再传；确有需要时请管理员在系统设置中调整。', 'You have uploaded as much as one day allows ({1} files, {2} MB in all). Go on tomorrow, or ask the administrator to raise the limit in the system settings.'],

  ['您的这个角色已被移除，请重新登录。', 'This role of yours was removed. Please sign in again.'],
  ['这个一次性密码已经用过或已过期，请联系本市场管理员重新生成。', 'This one-time password has been used or has expired. Ask the administrator of your market for a new one.'],
  ['这是常见密码（或只加了几个字符），很容易被猜中，请换一个，例如几个互不相干的词加数字。', 'This is a common password, or one with a few characters added, and easily guessed. Take another one, such as some unrelated words with digits.'],
  ['密码里除平台、市场或登录名以外的内容太少，很容易被猜中，请换一个。', 'Apart from the name of the platform, the market or the account there is too little in this password; it is easily guessed. Take another one.'],

  ['系统设置有误，请按提示修改后再保存。', 'The system settings are wrong; please correct them as shown and save again.'],
  ['{1}应在{2}至{3}之间。', '{1} must be from {2} to {3}.'],
  ['备份时刻应写成 02:30 这样的 24 小时制。', 'Write the time of the backup like 02:30, on the 24-hour clock.'],

  ['记录过多，有{1}条未能记下。', 'Too much to record: {1} entries were lost.'],
  // Names of lists and files that were read, exported or downloaded.
  ['{1}列表', 'List: {1}'],
  ['{1}受保护内容 {2}', 'Protected fields: {1} {2}'],
  ['{1}联系方式 {2}', 'Contact: {1} {2}'],
  ['机构列表中的联系方式', 'Contacts in the list of organisations'],
  ['账号 {1}', 'Account {1}'],
  ['导出{1}', 'Export: {1}'],
  ['日期应写成 2026-03-01 的形式。', 'Write a date like 2026-03-01.'],

  ['备份正在进行，或上次没有做完程序就停止了。', 'The backup is being made, or the program stopped before it was whole.'],
  ['夜间备份没有做成：{1}', 'The nightly backup failed: {1}'],
  ['夜间备份没有按时做：请检查服务是否在备份时刻运行，或在系统设置中立即备份一次。', 'The nightly backup was not made in time: see whether the server runs at that time, or make one now in the system settings.'],
  ['查明原因后立即备份一次。', 'Find the cause, then make a backup at once.'],
  ['备份文件已损坏或不完整，没有恢复任何数据。请换一份备份，或重新复制这份文件后再试。', 'The backup is damaged or not whole, and nothing was restored. Take another one, or copy this file anew.'],
  ['这不是科榜备份文件，请检查路径。', 'This is no backup of Kebang; check the path.'],
  ['这份备份由更新版本的程序写成（{1}），请用新版本的程序恢复。', 'The backup was written by a newer program ({1}); restore it with that one.'],
  ['{1} 与备份不一致（现有 {2}，备份 {3}），恢复没有完成。请重新运行 kebang restore；若仍不行，请检查磁盘。', '{1} differs from the backup (there {2}, in the backup {3}), and the restore is not whole. Run kebang restore again; if that does not help, check the disk.'],
  ['记录 {1} 的内容已损坏，备份没有完成；请先运行 kebang check。', 'Record {1} is damaged, and the backup is not whole; run kebang check first.'],
  ['附件 {1} 已损坏或读写失败，备份没有完成；请检查磁盘，并运行 kebang check 查看是哪条记录的附件。', 'Attachment {1} is damaged or cannot be read, and the backup is not whole. Check the disk; kebang check says to which record it belongs.'],
  ['程序出错，详情见服务器日志。', 'The program failed; see the log of the server.'],

  ['--proxy（环境变量 KEBANG_PROXY）里的“{1}”不是网络地址：请写明前面代理的地址，例如 127.0.0.1 或 172.31.87.0/24，多个用逗号分开。', '“{1}” in --proxy (environment KEBANG_PROXY) is no network address: name the addresses of the proxies in front, such as 127.0.0.1 or 172.31.87.0/24, parted by commas.'],
  ['--proxy 不能写成全部地址：那样任何人都能自报来访地址。请只写代理的地址。', '--proxy cannot be all addresses: anybody could then choose his own. Name the addresses of the proxies only.'],
  ['这个请求来自别的网站，已拒绝：请在本站的页面中操作。管理员：通过代理访问时请把公开地址写入 --public-url。', 'This request comes from another site and is refused: please work in the pages of this site. Administrators: behind a proxy give the public address in --public-url.'],
  ['签名密钥文件 {1} 能被其他用户读取，读到的人可以冒充任何账号。请确认没有外泄后执行 chmod 600 {2}；怀疑外泄时请删除该文件，大家须重新登录一次。', 'Other users can read the signing key {1}, and who reads it can act as anybody. If nobody has, run chmod 600 {2}; if in doubt, delete the file: everybody then signs in anew.'],
  ['文件里有宏（.docm、.xlsm），可能带有病毒，没有接收。请在 Word 或 Excel 中另存为 .docx、.xlsx 后再上传。', 'The file holds macros (.docm, .xlsm), which may be a virus, and was not taken. Save it as .docx or .xlsx in Word or Excel and upload that.'],
  ['来源链接只能是 http:// 或 https:// 开头的网址，请改正或删去。', 'The link of the source must begin with http:// or https://; please correct or delete it.'],
  ['{1} 能被本机的其他用户读取，而程序无权改正。请用它的所有者执行 chmod {2} {3}。', 'Other users of this machine can read {1}, and the program may not mend that. As its owner run chmod {2} {3}.'],

  ['数据由 0.1.0 之前的程序写入，这个版本不能读取（{1}）。请用写入它的程序导出表格，再导入新的文件夹。', 'The data was written by a program older than 0.1.0 and cannot be read by this one ({1}). Export the tables with the program that wrote it and import them into a new folder.'],
]
