package sqlite

import (
	"os"
	"testing"

	"kebang/internal/store"
	"kebang/internal/store/storetest"
)

func openAt(dir string) (store.Engine, error) { return Open(dir) }

func TestMain(m *testing.M) {
	storetest.Child(openAt)
	os.Exit(m.Run())
}

func TestSoakKill(t *testing.T) { storetest.Kill(t, openAt, t.TempDir()) }

func TestKillLoad(t *testing.T) { storetest.KillLoad(t, openAt, t.TempDir()) }

func TestKillMigrate(t *testing.T) { storetest.KillMigrate(t, openAt, t.TempDir()) }
