package account

import "kebang/internal/vocab"

// Words of the histories of accounts, which have no flow table.
var (
	States = vocab.List{
		{Code: "active", Zh: "正常", En: "Active"},
		{Code: "locked", Zh: "已停用", En: "Disabled"},
	}
	Steps = vocab.List{
		{Code: "create", Zh: "新建", En: "Create"},
		{Code: "setup", Zh: "初次设置", En: "Set up"},
		{Code: "update", Zh: "修改", En: "Edit"},
		{Code: "reset", Zh: "重置密码", En: "Reset password"},
		{Code: "disable", Zh: "停用", En: "Disable"},
		{Code: "enable", Zh: "启用", En: "Enable"},
		{Code: "add-role", Zh: "授予角色", En: "Add role"},
		{Code: "remove-role", Zh: "移除角色", En: "Remove role"},
		{Code: "password", Zh: "修改密码", En: "Change password"},
		{Code: "absence", Zh: "登记暂不在岗", En: "Say when nobody is there"},
	}
)

// Refusals are why a sign-in was refused, by the codes of the faults.
var Refusals = vocab.List{
	{Code: "sign-in-wrong", Zh: "登录名或密码不正确", En: "Wrong account or password"},
	{Code: "account-locked", Zh: "账号已停用", En: "Account disabled"},
	{Code: "one-time-ended", Zh: "一次性密码已用过或已过期", En: "One-time password used or expired"},
	{Code: "too-many", Zh: "尝试过于频繁", En: "Too many tries"},
}
