package party

import "kebang/internal/vocab"

// Words of the histories of organisations and markets, which have no flow table.
var (
	OrganizationStates = vocab.List{
		{Code: "verified", Zh: "已核验", En: "Verified"},
		{Code: "unverified", Zh: "未核验", En: "Not verified"},
	}
	OrganizationSteps = vocab.List{
		{Code: "create", Zh: "登记", En: "Register"},
		{Code: "update", Zh: "修改", En: "Edit"},
		{Code: "verify", Zh: "核验", En: "Verify"},
		{Code: "import", Zh: "导入", En: "Import"},
		{Code: "absence", Zh: "登记暂不在岗", En: "Say when nobody is there"},
	}
	MarketStates = vocab.List{{Code: "open", Zh: "启用", En: "Open"}}
	MarketSteps  = vocab.List{
		{Code: "create", Zh: "登记", En: "Register"},
		{Code: "update", Zh: "修改", En: "Edit"},
		{Code: "calendar", Zh: "放假安排", En: "Public holidays"},
	}
)
