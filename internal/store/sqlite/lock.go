package sqlite

import (
	"errors"
	"path/filepath"

	"kebang/internal/fault"
)

func held(path string, err, closing error) error {
	return fault.Cause(errors.Join(err, closing), fault.Unavailable, fault.T("folder-held",
		"数据文件夹 %s 正被另一个科榜程序使用：请先停止正在运行的服务再执行，或改用该服务的网页地址操作。"+
			"要让多个程序同时服务，请改用 MongoDB 和 Meilisearch（KEBANG_MONGO_URL、KEBANG_MEILI_URL）。",
		"Another Kebang uses the data folder %s: stop it first, or use its web address. For several processes at once "+
			"take MongoDB and Meilisearch (KEBANG_MONGO_URL, KEBANG_MEILI_URL)."), filepath.Dir(path))
}

func unlockable(path string, err error) error {
	return fault.Cause(err, fault.Unavailable, fault.T("folder-unwritable",
		"无法写入数据文件夹 %s，请检查路径和权限。",
		"Nothing can be written to the data folder %s; check path and rights."), filepath.Dir(path))
}
