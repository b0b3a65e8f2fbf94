package operations

import "kebang/internal/vocab"

// jobNames are the background jobs by the event that starts them.
var jobNames = vocab.List{
	{Code: "listing.published", Zh: "发布后匹配", En: "Match after publishing"},
	{Code: "listing.closed", Zh: "撤下后清理匹配", En: "Clear matches"},
	{Code: "listing.removed", Zh: "撤下后清理匹配", En: "Clear matches"},
	{Code: "matcher.renewed", Zh: "全部重新匹配", En: "Match everything anew"},
	{Code: "deal.opened", Zh: "对接发起后处理", En: "After a deal opened"},
	{Code: "deal.moved", Zh: "对接进展后处理", En: "After a deal moved"},
	{Code: "market.calendar", Zh: "重算办理期限", En: "Count deadlines anew"},
	{Code: "import.apply", Zh: "批量导入", En: "Import"},
}

// writeNames are the writes to the search engine, by its own words for them.
var writeNames = vocab.List{
	{Code: "documentAdditionOrUpdate", Zh: "写入", En: "Write"},
	{Code: "documentEdition", Zh: "改写", En: "Edit"},
	{Code: "documentDeletion", Zh: "删除", En: "Delete"},
	{Code: "settingsUpdate", Zh: "更新检索设置", En: "Set up"},
	{Code: "indexCreation", Zh: "新建检索库", En: "Create the index"},
	{Code: "indexDeletion", Zh: "删除检索库", En: "Drop the index"},
	{Code: "indexUpdate", Zh: "更新检索库", En: "Change the index"},
	{Code: "indexSwap", Zh: "换用新的检索库", En: "Swap the index"},
}
