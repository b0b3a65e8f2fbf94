package sqlite

import (
	"errors"
	"path/filepath"

	"kebang/internal/fault"
)

func held(path string, err, closing error) error {
	return fault.Wrap(errors.Join(err, closing), fault.Unavailable, "folder-held",
		"数据文件夹 "+filepath.Dir(path)+" 正被另一个科榜程序使用：请先停止正在运行的服务再执行，或改用该服务的网页地址操作。要让多个程序同时服务，请改用 MongoDB 和 Meilisearch（KEBANG_MONGO_URL、KEBANG_MEILI_URL）。")
}

func unlockable(path string, err error) error {
	return fault.Wrap(err, fault.Unavailable, "folder-unusable", "无法写入数据文件夹 "+filepath.Dir(path)+"，请检查路径和权限。")
}
