// English sides of what the server says of challenges, public notices and decisions; see server.ts.

export const challengeFaults: readonly (readonly [string, string])[] = [
  ['核对考核指标、经费和揭榜条件；有财政资金的，选定审批环节后张榜。', 'Check indicators, money and conditions; with public money choose the chain of decisions, then open it.'],
  ['公示结束后张榜。', 'Open it when the notice has ended.'],
  ['揭榜已截止：逐家填写与发榜方的关系，查诚信记录。', 'Bids have closed: state the relations of each team and look up the records of dishonesty.'],
  ['揭榜已截止：开启密封的申报材料，开启记录随即公开。', 'Bids are closed: open the sealed material; the record of the opening is public at once.'],
  ['按退回理由修改后重新提交。', 'Correct it as the reason says and submit it again.'],
  ['揭榜已截止：在通过资格审查的单位中选定，并写明理由。', 'Bids have closed: choose among the eligible teams and give the reason.'],
  ['协议须写明内容、指标、时限、资金和产权五项。', 'The agreement states content, targets, delivery, money and ownership.'],
  ['到期前逐条核对考核指标。', 'Check each indicator before the last day.'],
  ['截止前可以提交、更换或撤回。', 'Until the deadline it can be handed in, replaced or taken back.'],
  ['在规定的网站张贴后，登记网址和起止日期；公示期从张贴之日起算。', 'Post it where the rule says, then enter address and days; the clock starts with the day of posting.'],
  ['公示期已满，请写明结果。', 'The days have passed; state the result.'],
  ['受理后公示暂停，答复后继续。', 'Taken up, it pauses the notice; the answer lets it go on.'],
  ['写明由谁决定、日期和文号，并上传扫描件。', 'Enter who decided, the day and the number, and upload the scan.'],
  ['请监督人在本页输入抽取文字，或把一次性链接发给监督人。', 'Let the witness type his words on this page, or send him the one-time link.'],
  ['同意、不同意或退回补充，并写明理由。', 'Approve, refuse or send back, with the reason.'],
  ['对公示内容有异议的，请在公示期内以书面或页面方式实名提出，并附事实依据。', 'Objections are to be made in writing or on the page, by name, with facts, while the notice stands.'],
  ['本榜单为唯一揭榜方。', 'This was the only team that bid.'],
]
