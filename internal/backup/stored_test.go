package backup_test

import (
	"testing"

	"kebang/internal/backup"
	"kebang/internal/store/storetest"
)

// TestStoredForms fails when the JSON form of a record changes without a new shape version and an upgrade.
func TestStoredForms(t *testing.T) {
	storetest.Golden(t, backup.All, storetest.Filled[backup.Backup](t))
}
