package sqlite

import (
	"context"
)

// Check lets SQLite prove its own file and lists the damage, one sentence each. It does not read documents or blobs;
// package check reads those on every engine.
func (s *Store) Check(ctx context.Context) ([]string, error) {
	var found []string
	tx, err := s.reader.BeginTx(ctx, nil)
	if err != nil {
		return nil, failure(err)
	}
	defer tx.Rollback() //nolint:errcheck // nothing was written
	lines, err := texts(ctx, tx, "PRAGMA integrity_check")
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		if l != "ok" {
			found = append(found, "数据库损坏："+l+"。请从最近的备份恢复。")
		}
	}
	return found, nil
}
